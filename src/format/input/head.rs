//! The beginning of an input, by which it is known.

use std::io::{self, Read};

/// Bytes, from wherever.
pub(super) type Bytes<'r> = Box<dyn Read + Send + 'r>;

/// So many bytes tell what an input is.
const HEAD: usize = 1 << 16;

/// Takes the first bytes of an input: `count` of them, or fewer where it ends or `is_enough` says so.
pub(super) fn take_head(
    input: &mut impl Read,
    count: usize,
    is_enough: impl Fn(&[u8]) -> bool,
) -> io::Result<Vec<u8>> {
    let mut head = vec![0; count];
    let mut length = 0;
    while length < count && !is_enough(&head[..length]) {
        match input.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    Ok(head)
}

/// Takes what tells the format and the encoding of an input. A line that is an object is enough: who writes an article a line into a pipe may wait for
/// its tags before the next.
pub(super) fn take_telling_head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    take_head(input, HEAD, |head| {
        let text = head.trim_ascii_start();
        let line = text.iter().position(|&byte| byte == b'\n').map(|end| text[..end].trim_ascii_end());
        line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"))
    })
}
