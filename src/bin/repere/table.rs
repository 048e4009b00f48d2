//! Tables of text.

/// A table: a row of heads, and the others.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column heads.
    pub fn new(heads: &[&str]) -> Table {
        Table { rows: vec![heads.iter().map(ToString::to_string).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table for a terminal: columns as wide as needed, two spaces apart, the first to the left and the others to the right.
    pub fn to_text(&self) -> String {
        self.aligned(|column| column == 0)
    }

    /// The table for a terminal with numbers alone, all of a column, to the right.
    pub fn to_text_by_content(&self) -> String {
        let is_number = |cell: &String| cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        self.aligned(|column| !self.rows[1..].iter().filter_map(|row| row.get(column)).all(is_number))
    }

    fn aligned(&self, is_left: impl Fn(usize) -> bool) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate();
            let line: Vec<String> =
                cells.map(|(column, (cell, width))| pad(cell, *width, is_left(column))).collect();
            text += line.join("  ").trim_end();
            text.push('\n');
        }
        text
    }

    /// The table in Markdown.
    pub fn to_markdown(&self) -> String {
        let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
        let rule: Vec<&str> =
            (0..self.rows[0].len()).map(|column| if column == 0 { "---" } else { "---:" }).collect();
        let rows: String = self.rows[1..].iter().map(line).collect();
        format!("{}| {} |\n{rows}", line(&self.rows[0]), rule.join(" | "))
    }
}

fn pad(cell: &str, width: usize, left: bool) -> String {
    if left { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
}

/// A share as tables show it.
pub fn share(value: f64) -> String {
    format!("{value:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_in_two_forms() {
        let mut table = Table::new(&["type", "F"]);
        table.row(["PER".to_owned(), share(0.5)]);
        assert_eq!(table.to_text(), "type      F\nPER   0.500\n");
        assert_eq!(table.to_markdown(), "| type | F |\n| --- | ---: |\n| PER | 0.500 |\n");
    }
}
