//! Tantivy by itself on the same texts: what reading and searching are held against (`cargo xtask bench library`).
//!
//! `read TEXTS FOLDER` makes an index of a file with a text a line; `search FOLDER INDEX QUERIES LIMIT` looks for each
//! query, a line each, in that index and in Longhand's own, in turns. Both say what they took in one line of JSON.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use domain::Ranking;
use library::{Query, Searcher};
use serde::Deserialize;
use serde_json::{Value, json};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as Any, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions, Value as _,
};
use tantivy::{Index, TantivyDocument, Term};

/// As much as Longhand's own writer has.
const HEAP: usize = 64 << 20;
const TOKENIZER: &str = "en_stem";

#[derive(Deserialize)]
struct Text {
    kind: String,
    title: String,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let told = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["read", texts, folder] => read(Path::new(texts), Path::new(folder))?,
        ["search", folder, index, queries, limit] => search(
            Path::new(folder),
            Path::new(index),
            Path::new(queries),
            limit.parse()?,
        )?,
        _ => return Err("read TEXTS FOLDER | search FOLDER INDEX QUERIES LIMIT".into()),
    };
    writeln!(std::io::stdout(), "{told}")?;
    Ok(())
}

/// The fields that Longhand's index has.
fn schema() -> Schema {
    let mut schema = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs),
    );
    schema.add_u64_field("id", INDEXED | STORED | FAST);
    schema.add_text_field("kind", STRING);
    schema.add_bool_field("mine", INDEXED);
    schema.add_text_field("title", words.clone());
    schema.add_text_field("text", words);
    schema.build()
}

/// One thread, one commit; the texts are in memory before the clock starts.
fn read(texts: &Path, folder: &Path) -> Result<Value, Box<dyn Error>> {
    let lines = std::fs::read_to_string(texts)?;
    let texts: Vec<Text> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    std::fs::create_dir_all(folder)?;
    let schema = schema();
    let field = |name: &str| schema.get_field(name);
    let (id, kind, mine) = (field("id")?, field("kind")?, field("mine")?);
    let (title, text) = (field("title")?, field("text")?);
    let started = Instant::now();
    let index = Index::create_in_dir(folder, schema.clone())?;
    let mut writer = index.writer_with_num_threads(1, HEAP)?;
    for (number, one) in texts.iter().enumerate() {
        let mut entry = TantivyDocument::default();
        entry.add_u64(id, number as u64 + 1);
        entry.add_text(kind, &one.kind);
        entry.add_bool(mine, true);
        entry.add_text(title, &one.title);
        entry.add_text(text, &one.text);
        writer.add_document(entry)?;
    }
    writer.commit()?;
    let seconds = started.elapsed().as_secs_f64();
    let count: usize = texts
        .iter()
        .map(|one| one.text.split_whitespace().count())
        .sum();
    Ok(json!({"seconds": seconds, "documents": texts.len(), "words": count}))
}

/// Each query in both, the first one by turns.
fn search(
    folder: &Path,
    index: &Path,
    queries: &Path,
    limit: usize,
) -> Result<Value, Box<dyn Error>> {
    let ours = Searcher::open(index)?;
    let raw = Index::open_in_dir(folder)?;
    let reader = raw.reader()?;
    let field = |name: &str| raw.schema().get_field(name);
    let (id, title, text) = (field("id")?, field("title")?, field("text")?);
    let lines = std::fs::read_to_string(queries)?;
    let (mut our_ms, mut raw_ms) = (Vec::new(), Vec::new());
    for (number, words) in lines.lines().enumerate() {
        for turn in 0..2 {
            let started = Instant::now();
            if (number + turn) % 2 == 0 {
                let query = Query {
                    words,
                    by: Ranking::Bm25,
                    limit,
                    ..Query::default()
                };
                let found = ours.search(query)?;
                our_ms.push(started.elapsed().as_secs_f64() * 1000.0);
                std::hint::black_box(found);
            } else {
                let searcher = reader.searcher();
                let mut ids = Vec::new();
                let query = compile(&raw, title, text, words)?;
                for (_, address) in
                    searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?
                {
                    let entry: TantivyDocument = searcher.doc(address)?;
                    ids.push(entry.get_first(id).and_then(|id| id.as_u64()));
                }
                raw_ms.push(started.elapsed().as_secs_f64() * 1000.0);
                std::hint::black_box(ids);
            }
        }
    }
    Ok(json!({"ours": our_ms, "raw": raw_ms}))
}

/// Any of the words, in the text or, counting twice, in the title.
fn compile(
    index: &Index,
    title: Field,
    text: Field,
    words: &str,
) -> Result<BooleanQuery, Box<dyn Error>> {
    let mut analyzer = index.tokenizer_for_field(text)?;
    let mut stream = analyzer.token_stream(words);
    let mut parts: Vec<(Occur, Box<dyn Any>)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while let Some(token) = stream.next() {
        if !seen.insert(token.text.clone()) {
            continue;
        }
        let one = |field| {
            TermQuery::new(
                Term::from_field_text(field, &token.text),
                IndexRecordOption::WithFreqs,
            )
        };
        parts.push((Occur::Should, Box::new(one(text))));
        parts.push((
            Occur::Should,
            Box::new(BoostQuery::new(Box::new(one(title)), 2.0)),
        ));
    }
    Ok(BooleanQuery::new(parts))
}
