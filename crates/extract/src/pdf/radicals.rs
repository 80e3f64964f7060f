//! Signs that stand for characters: radicals, and the forms punctuation has in vertical writing.

/// Some producers map glyphs to radicals (⼈, ⺠) that look like the characters meant.
pub(super) fn repair(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => pick(KANGXI, c, 0x2F00),
        '\u{FE10}'..='\u{FE16}' => pick("，、。：；！？", c, 0xFE10),
        '\u{FE35}'..='\u{FE44}' => pick("（）｛｝〔〕【】《》〈〉「」『』", c, 0xFE35),
        '⺠' => '民',
        '⻅' => '见',
        '⻓' => '长',
        '⻋' => '车',
        '⻔' => '门',
        '⻢' => '马',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻮' => '齿',
        '⻰' => '龙',
        '⻉' => '贝',
        '⻘' => '青',
        '⻄' => '西',
        _ => c,
    }
}

fn pick(characters: &str, c: char, first: u32) -> char {
    characters.chars().nth((c as u32 - first) as usize).unwrap_or(c)
}

/// The 214 Kangxi radicals' characters, in the order of U+2F00 (Unicode compatibility mappings).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_read_as_characters() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!("⼈⺠⽇⽉".chars().map(repair).collect::<String>(), "人民日月");
    }
}
