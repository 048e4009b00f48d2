//! Laying out a pack: nodes and forms in their final order, hash tables, sums.

use std::io::{self, Write};

use super::builder::{Builder, Edge, RawEntry, RawForm};
use super::form::flag;
use super::layout::{
    BLOCK_BYTES, DATE_BYTES, EDGE_BYTES, ENTRY_BYTES, FILE_BYTES, FORM_BYTES, Header, Section, WORD_BYTES,
    edge_hash, edge_mark, home, sum, word_slot_key,
};
use super::pack::ROOT;

/// Writes what a builder holds.
pub(super) fn write(builder: Builder, out: &mut impl Write) -> io::Result<()> {
    let Builder { strings, words, edges, forms, dates, entries, files, .. } = builder;
    let order = Order::of(&forms, edges.len() + 1);
    let (seed, edges) = edge_table(&edges, &order.nodes);
    let words = words.into_iter().map(|(key, word)| (word_slot_key(key), word.bits()));
    let (word_places, words) = word_table(words.collect());
    let dates = placed(dates, &order.forms);
    let header = Header::of(
        seed,
        word_places,
        Section::ALL.map(|section| match section {
            Section::Strings => strings.len(),
            Section::Words => words.len(),
            Section::Edges => edges.len() * EDGE_BYTES,
            Section::Forms => forms.len() * FORM_BYTES,
            Section::Dates => dates.len() * DATE_BYTES,
            Section::Entries => entries.len() * ENTRY_BYTES,
            Section::Files => files.len() * FILE_BYTES,
        }),
    );
    out.write_all(&header.encode())?;
    let mut body = Body { out, block: Vec::with_capacity(BLOCK_BYTES), sums: Vec::new() };
    body.section([&strings])?;
    body.section([&words])?;
    body.section(edges.iter().map(|slot| slot.to_le_bytes()))?;
    body.section(order.records(&forms))?;
    body.section(
        dates
            .iter()
            .map(|&(form, since, until)| -> [u8; DATE_BYTES] { fields([form, since as u32, until as u32]) }),
    )?;
    body.section(entries.iter().map(entry_record))?;
    body.section(files.iter().map(|&places| -> [u8; FILE_BYTES] { fields(places) }))?;
    body.finish()
}

/// Numbers as they stand in a record.
fn fields<const N: usize, const BYTES: usize>(fields: [u32; N]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (place, field) in bytes.chunks_exact_mut(4).zip(fields) {
        place.copy_from_slice(&field.to_le_bytes());
    }
    bytes
}

fn entry_record(entry: &RawEntry) -> [u8; ENTRY_BYTES] {
    let file = u32::from(entry.file);
    let rest = u32::from(entry.entity_type) << 16 | u32::from(entry.prominence) << 24;
    fields([entry.text, entry.line, file | rest])
}

/// The final order of forms and nodes.
struct Order {
    /// The numbers of the forms as they were added, in their final order: by node, then as they were added.
    forms: Vec<u32>,
    /// The final number of each node: that of its first form, or one behind all of these.
    nodes: Vec<u32>,
}

impl Order {
    fn of(forms: &[RawForm], node_count: usize) -> Order {
        let mut next = vec![0_u32; node_count];
        forms.iter().for_each(|form| next[form.node as usize] += 1);
        let mut nodes = Vec::with_capacity(node_count);
        let (mut start, mut inner) = (0, forms.len() as u32);
        for count in &mut next {
            nodes.push(if *count > 0 { start } else { inner });
            inner += u32::from(*count == 0);
            start += std::mem::replace(count, start);
        }
        let mut sorted = vec![0; forms.len()];
        for (number, form) in (0..).zip(forms) {
            let place = &mut next[form.node as usize];
            sorted[*place as usize] = number;
            *place += 1;
        }
        nodes[0] = ROOT.0;
        Order { forms: sorted, nodes }
    }

    fn records<'a>(&'a self, forms: &'a [RawForm]) -> impl Iterator<Item = [u8; FORM_BYTES]> + 'a {
        self.forms.iter().enumerate().map(|(at, &number)| {
            let form = forms[number as usize];
            let next = self.forms.get(at + 1).map(|&next| forms[next as usize].node);
            let last = if next == Some(form.node) { 0 } else { flag::LAST };
            fields([form.entry, form.text, form.cases, form.flags | last])
        })
    }
}

/// The dates of forms, with the final numbers of the forms and in their order.
fn placed(mut dates: Vec<(u32, i32, i32)>, order: &[u32]) -> Vec<(u32, i32, i32)> {
    if dates.is_empty() {
        return dates;
    }
    let mut places = vec![0; order.len()];
    (0..).zip(order).for_each(|(place, &number): (u32, _)| places[number as usize] = place);
    dates.iter_mut().for_each(|(form, ..)| *form = places[*form as usize]);
    dates.sort_unstable();
    dates
}

/// How many slots a hash table of so many things has: two of three are taken. Those that a look-up reads stand in one or two lines of
/// the cache, and memory counts more than they do.
fn places(count: usize) -> usize {
    count + count.div_ceil(2)
}

/// The table of edges, and the seed of its hashes.
fn edge_table(edges: &[Edge], nodes: &[u32]) -> (u32, Vec<u64>) {
    let tried = (0..).find_map(|seed| Some((seed, try_edge_table(seed, edges, nodes)?)));
    tried.expect("of four thousand million seeds nearly each gives a table")
}

/// Nothing where one edge would be found in the place of another: some seed does better.
fn try_edge_table(seed: u32, edges: &[Edge], nodes: &[u32]) -> Option<Vec<u64>> {
    let mut slots = vec![0_u64; places(edges.len())];
    for (edge, &target) in edges.iter().zip(&nodes[1..]) {
        let hash = edge_hash(seed, nodes[edge.from as usize], edge.key());
        let mut place = home(hash, slots.len());
        while slots[place] != 0 {
            if slots[place] as u32 == edge_mark(hash) {
                return None;
            }
            place = if place + 1 == slots.len() { 0 } else { place + 1 };
        }
        slots[place] = u64::from(edge_mark(hash)) | u64::from(target) << 32;
    }
    Some(slots)
}

/// The table of words, and how many places it has: those behind them are for what finds no place in it.
fn word_table(mut words: Vec<(u64, u64)>) -> (usize, Vec<u8>) {
    words.sort_unstable();
    let places = places(words.len());
    let mut bytes = Vec::with_capacity(places * WORD_BYTES);
    let free = |bytes: &mut Vec<u8>, places: usize| bytes.resize(places * WORD_BYTES, 0xff);
    for (key, word) in words {
        // Its own place, or the first one behind those that are taken.
        if bytes.len() < home(key, places) * WORD_BYTES {
            free(&mut bytes, home(key, places));
        }
        bytes.extend(key.to_le_bytes());
        bytes.extend(word.to_le_bytes());
    }
    if bytes.len() < places * WORD_BYTES {
        free(&mut bytes, places);
    }
    (places, bytes)
}

/// Writes the body in blocks and keeps their sums.
struct Body<'o, W> {
    out: &'o mut W,
    block: Vec<u8>,
    sums: Vec<u8>,
}

impl<W: Write> Body<'_, W> {
    fn section<B: AsRef<[u8]>>(&mut self, records: impl IntoIterator<Item = B>) -> io::Result<()> {
        records.into_iter().try_for_each(|record| self.bytes(record.as_ref()))?;
        let filled = self.block.len().next_multiple_of(super::layout::ALIGNMENT);
        self.block.resize(filled, 0);
        Ok(())
    }

    fn bytes(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.block.len() == BLOCK_BYTES {
                self.flush()?;
            }
            let (now, rest) = bytes.split_at(bytes.len().min(BLOCK_BYTES - self.block.len()));
            self.block.extend_from_slice(now);
            bytes = rest;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sums.extend(sum(&self.block).to_le_bytes());
        self.out.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        if !self.block.is_empty() {
            self.flush()?;
        }
        self.out.write_all(&self.sums)?;
        self.out.write_all(&sum(&self.sums).to_le_bytes())
    }
}
