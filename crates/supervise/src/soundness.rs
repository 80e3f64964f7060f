//! Whether a point's file makes sense before it is put to use: names, references, bounds.

use std::collections::BTreeSet;

use crate::{condition::Expression, error::CatalogueError, point::Point, value::Value};

/// Comprehensions (`exists`, `all`, `map`, `filter`) inside one another: more could take minutes.
const DEEPEST: usize = 2;

/// Checks `point`, read from `text` of `file`.
pub fn check(file: &str, text: &str, point: &Point) -> Result<(), CatalogueError> {
    let checker = Checker { file, text };
    checker.head(point)?;
    checker.parameters(point)?;
    checker.expressions(point)?;
    checker.uses(point)
}

struct Checker<'a> {
    file: &'a str,
    text: &'a str,
}

impl Checker<'_> {
    fn head(&self, point: &Point) -> Result<(), CatalogueError> {
        if point.id.trim().is_empty() || point.name.trim().is_empty() {
            return Err(self.problem("id", "id 和 name 不能为空"));
        }
        if point.version == 0 {
            return Err(self.problem("version", "version 从 1 起"));
        }
        if point.legal_basis.is_empty() {
            return Err(self.problem("legal_basis", "至少要有一条法律依据"));
        }
        if point.outcomes.is_empty() {
            return Err(self.problem("outcomes", "至少要有一个 outcomes，否则永远不会命中"));
        }
        if !crate::views::NAMES.contains(&point.view.as_str()) {
            let known = crate::views::NAMES.join("、");
            return Err(
                self.problem("view:", &format!("没有名为 {} 的视图，应为：{known}", point.view))
            );
        }
        Ok(())
    }

    fn parameters(&self, point: &Point) -> Result<(), CatalogueError> {
        let mut seen = BTreeSet::new();
        for parameter in &point.parameters {
            let at = format!("name: {}", parameter.name);
            if !seen.insert(&parameter.name) {
                return Err(self.problem(&at, &format!("参数 {} 定义了两次", parameter.name)));
            }
            for version in &parameter.versions {
                if shape(&version.value) != shape(&parameter.default) {
                    let expected = shape(&parameter.default);
                    return Err(self.problem(
                        &at,
                        &format!("参数 {} 各版本的值应当都是{expected}", parameter.name),
                    ));
                }
                if let (Some(from), Some(until)) = (version.from, version.until)
                    && until < from
                {
                    return Err(
                        self.problem(&at, &format!("参数 {} 的失效日早于施行日", parameter.name))
                    );
                }
            }
        }
        Ok(())
    }

    fn expressions(&self, point: &Point) -> Result<(), CatalogueError> {
        let mut names: BTreeSet<&str> = [point.view.as_str(), "case"].into();
        names.extend(point.parameters.iter().map(|parameter| parameter.name.as_str()));
        self.expression(&point.applies, &names)?;
        for definition in &point.define {
            // A definition sees only those before it: a circle cannot be written.
            self.expression(&definition.value, &names)?;
            names.insert(&definition.name);
        }
        for exception in &point.exceptions {
            self.expression(&exception.when, &names)?;
        }
        for outcome in &point.outcomes {
            self.expression(&outcome.when, &names)?;
            let messages = [Some(&outcome.message), outcome.missing.as_ref()];
            for expression in
                messages.into_iter().flatten().flat_map(|message| message.expressions())
            {
                self.expression(expression, &names)?;
            }
        }
        Ok(())
    }

    /// A parameter that no expression reads would be changed by a technician and change nothing, and
    /// would stand in findings as if they had been made with it.
    fn uses(&self, point: &Point) -> Result<(), CatalogueError> {
        let used: BTreeSet<String> =
            expressions_of(point).flat_map(Expression::variables).collect();
        let unused = point.parameters.iter().find(|parameter| !used.contains(&parameter.name));
        unused.map_or(Ok(()), |parameter| {
            let at = format!("name: {}", parameter.name);
            Err(self.problem(
                &at,
                &format!("参数 {} 没有被任何表达式使用，修改它不起作用", parameter.name),
            ))
        })
    }

    fn expression(
        &self,
        expression: &Expression,
        names: &BTreeSet<&str>,
    ) -> Result<(), CatalogueError> {
        let source = expression.source();
        if expression.depth() > DEEPEST {
            return Err(self.problem(source, &format!("`{source}`：遍历最多嵌套 {DEEPEST} 层")));
        }
        if let Some(unknown) =
            expression.variables().into_iter().find(|name| !names.contains(name.as_str()))
        {
            let known: Vec<&str> = names.iter().copied().collect();
            let known = known.join("、");
            return Err(self.problem(
                source,
                &format!(
                    "`{source}`：没有 {unknown}（此处可用：{known}；后面的 define 不能在前面引用）"
                ),
            ));
        }
        if let Some(unknown) = expression.unknown_functions().into_iter().next() {
            return Err(self.problem(source, &format!("`{source}`：没有函数 {unknown}")));
        }
        Ok(())
    }

    /// An error at the line that holds `words`.
    fn problem(&self, words: &str, problem: &str) -> CatalogueError {
        let first = words.lines().next().unwrap_or_default().trim();
        let line = self.text.lines().position(|line| line.contains(first)).map_or(1, |at| at + 1);
        CatalogueError::Unsound { file: self.file.to_owned(), line, problem: problem.to_owned() }
    }
}

/// Every expression of `point`.
fn expressions_of(point: &Point) -> impl Iterator<Item = &Expression> {
    let messages = point
        .outcomes
        .iter()
        .flat_map(|outcome| [Some(&outcome.message), outcome.missing.as_ref()])
        .flatten()
        .flat_map(|message| message.expressions());
    std::iter::once(&point.applies)
        .chain(point.define.iter().map(|definition| &definition.value))
        .chain(point.exceptions.iter().map(|exception| &exception.when))
        .chain(point.outcomes.iter().map(|outcome| &outcome.when))
        .chain(messages)
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "true 或 false",
        Value::Int(_) => "整数",
        Value::Text(_) => "文字",
        Value::List(_) => "列表",
        Value::Map(_) => "映射",
    }
}
