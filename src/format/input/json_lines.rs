//! JSON Lines: an article a line, `{"id", "text", "published"?}`.

use std::io::BufRead;

use super::error::Problem;
use super::lines::{Line, Lines, json_problem};
use crate::format::Article;

/// The articles of JSON Lines.
pub(super) fn articles<R: BufRead>(lines: Lines<R>) -> impl Iterator<Item = Result<Article, Problem>> {
    lines.map(|line| article(&line?))
}

fn article(line: &Line) -> Result<Article, Problem> {
    let begin = (line.number, 1);
    let article: Article =
        serde_json::from_str(line.text.trim_end()).map_err(|error| json_problem(begin, &error))?;
    match article.text.find('\0') {
        Some(_) => Err(Problem::at(begin, "the text holds a NUL character")),
        None => Ok(article),
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{ArticleReader, InputFormat, LONGEST_ARTICLE};

    fn lines(input: &[u8]) -> Vec<Result<String, String>> {
        ArticleReader::new("in", input, InputFormat::JsonLines)
            .map(|article| article.map(|article| article.text).map_err(|error| error.to_string()))
            .collect()
    }

    fn wrong(message: &str) -> Result<String, String> {
        Err(message.to_owned())
    }

    #[test]
    fn a_wrong_line_does_not_stop_the_next() {
        let input = b"\xef\xbb\xbf{\"id\":1,\"text\":\"a\"}\r\n\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"\xff\"}\n{\"id\":\"d\",\"text\":\"d\"}";
        assert_eq!(
            lines(input),
            [
                Ok("a".to_owned()),
                wrong("in:3:17: EOF while parsing a value"),
                wrong("in:4:19: byte 0xff at offset 18 is not valid UTF-8"),
                Ok("d".to_owned()),
            ]
        );
    }

    #[test]
    fn what_a_line_must_have_is_told() {
        assert_eq!(lines(b"{\"text\":\"a\"}"), [wrong("in:1:12: missing field `id`")]);
        assert_eq!(
            lines(b"{\"id\":[],\"text\":\"a\"}"),
            [wrong("in:1:8: `id` is a string or a whole number")]
        );
        let published = b"{\"id\":1,\"text\":\"a\",\"published\":\"2016-02-30\"}";
        assert_eq!(
            lines(published),
            [wrong("in:1:44: `published` is `2016-02-30`, which is no day (YYYY-MM-DD)")]
        );
        assert_eq!(lines(b" \n"), [wrong("in: the file is empty")]);
    }

    #[test]
    fn an_article_that_is_too_long_is_passed_over() {
        let mut input = vec![b'a'; LONGEST_ARTICLE + 3];
        input.extend(b"\n{\"id\":1,\"text\":\"a\"}");
        assert_eq!(
            lines(&input),
            [wrong("in:1:1: the article is longer than 16 MiB: split it"), Ok("a".to_owned())]
        );
    }
}
