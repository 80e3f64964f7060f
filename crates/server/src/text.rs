//! What the API tells people, in Chinese, in one place.

pub(crate) const UNAUTHORIZED: &str = "未登录或者令牌无效；请使用管理员发放的令牌重新登录";
pub(crate) const NOT_FOUND: &str = "找不到所请求的内容；可能已被删除，或者地址有误";
pub(crate) const CASE_NOT_FOUND: &str = "找不到该案件；可能已被删除，或者不在您的权限范围内";
pub(crate) const METHOD_NOT_ALLOWED: &str = "该地址不支持这种请求方式；请对照接口文档";
pub(crate) const BAD_REQUEST: &str = "请求内容有误，无法理解；请对照接口文档检查参数";
pub(crate) const UNSUPPORTED_MEDIA: &str =
    "请求内容的类型不对；JSON接口请使用application/json，上传请使用multipart/form-data";
pub(crate) const BODY_TOO_LARGE: &str = "请求内容过大；JSON接口不超过1MB，文件请用上传接口";
pub(crate) const BUSY: &str = "正在回答的问题较多；请稍候再问";
pub(crate) const DRAWING_BUSY: &str = "正在绘制的页面较多；请稍候再看";
pub(crate) const BUSY_PASSWORDS: &str = "保存的文件密码过多；请稍候再试";
pub(crate) const NO_IMAGE: &str =
    "该格式没有页面图像（文本、表格、Word等没有固定页面）；请查看文字";
pub(crate) const NOT_DRAWN: &str = "该文件的页面不能绘制成图像（可绘制PDF和图片，OFD、表格等尚不能）；请查看文字，核对版式请用原软件打开";
pub(crate) const BAD_SCALE: &str = "缩放比例应为数字；请对照接口文档";
pub(crate) const BAD_FORMAT: &str = "图像格式只能是png或者webp";
pub(crate) const BAD_PASSWORD: &str = "密码为空或者过长；请核对后重新填写";
pub(crate) const NOT_FAILED: &str = "该文件已读取，不需要重新读取；内容有误请删除后重新上传";
pub(crate) const INTERNAL: &str =
    "服务内部出错，请求未完成；请稍后重试，仍不行请把请求编号告知管理员";
pub(crate) const EMPTY_NAME: &str = "案件名称不能为空，且不超过200字；请填写后重试";
pub(crate) const NO_FILES: &str = "没有收到文件；请在名为file的字段里放入至少一个文件";
pub(crate) const EMPTY_QUESTION: &str = "问题不能为空，且不超过1000字；请填写后重试";
pub(crate) const EMPTY_QUERY: &str = "检索词不能为空；请填写后重试";
pub(crate) const REASON_REQUIRED: &str = "不采纳线索须写明理由；请填写后重试";
pub(crate) const UNKNOWN_VERDICT: &str =
    "处理结果只能是confirmed（确认）、rejected（不采纳）或者pending（待定）";
pub(crate) const NOT_REVIEWED: &str = "该案尚未完成审查；请等待处理完成后再试";
pub(crate) const NO_PAGES: &str = "该案还没有可用的材料；请先上传案卷文件";
pub(crate) const ANSWERING: &str = "正在检索卷内材料";
pub(crate) const UNNAMED_FILE: &str = "未命名文件";

/// An upload larger than allowed.
pub(crate) fn too_large(limit_bytes: u64) -> String {
    let limit = limit_bytes >> 20;
    format!("文件超过{limit}MB的上限，未保存；请拆分后上传")
}

/// A file that could not be processed for reasons of the service itself.
pub(crate) fn not_processed(file: &str) -> String {
    format!("文件“{file}”多次处理失败；请联系系统管理员后重新上传")
}

/// A file that the given password does not open.
pub(crate) fn wrong_password(file: &str) -> String {
    format!("文件“{file}”已加密，所给密码不正确；请核对后重新提供密码")
}

/// Files inside a file that had been taken out when it failed.
pub(crate) fn members_kept(count: usize) -> String {
    format!("；此前已取出{count}个内含文件，列于其下")
}

/// Files inside a file that were lost beyond those named.
pub(crate) fn more_lost(count: usize) -> String {
    format!("另有{count}个内含文件未能取出")
}
