//! Many rows at a time: what a statement costs beside its rows is shared among them.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, Statement};

use crate::knowledge::BaseError;

/// The value of a column.
pub type Cell<'r> = ToSqlOutput<'r>;

/// So many rows are written by one statement.
const ROWS: usize = 16;

/// Writes rows of a table, which may name its columns; `tail` is what stands behind the values of the statement; `cells` are the values of a row.
///
/// Where it fails, some of them are written: the transaction must not be committed.
pub fn insert<'r, R, const WIDTH: usize>(
    connection: &Connection,
    table: &str,
    tail: &str,
    rows: &'r [R],
    cells: impl Fn(&'r R) -> [Cell<'r>; WIDTH],
) -> Result<(), BaseError> {
    let row = format!("({})", vec!["?"; WIDTH].join(","));
    let sql = |count: usize| {
        format!("INSERT OR FAIL INTO {table} VALUES {} {tail}", vec![row.as_str(); count].join(","))
    };
    let (whole, rest) = rows.as_chunks::<ROWS>();
    if !whole.is_empty() {
        let mut many = connection.prepare_cached(&sql(ROWS))?;
        whole.iter().try_for_each(|rows| write(&mut many, rows, &cells))?;
    }
    if !rest.is_empty() {
        let mut one = connection.prepare_cached(&sql(1))?;
        rest.iter().try_for_each(|row| write(&mut one, std::slice::from_ref(row), &cells))?;
    }
    Ok(())
}

fn write<'r, R, const WIDTH: usize>(
    statement: &mut Statement,
    rows: &'r [R],
    cells: &impl Fn(&'r R) -> [Cell<'r>; WIDTH],
) -> Result<(), BaseError> {
    for (at, cell) in (1..).zip(rows.iter().flat_map(cells)) {
        statement.raw_bind_parameter(at, cell)?;
    }
    statement.raw_execute()?;
    Ok(())
}
