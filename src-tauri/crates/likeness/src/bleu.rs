//! Sentence BLEU as sacreBLEU computes it: effective order, exponential smoothing, its tokenizer `13a`
//! (Post 2018, A Call for Clarity in Reporting BLEU Scores).

use std::collections::HashMap;

const LONGEST: usize = 4;

/// BLEU of `text` against one `target`, 0 to 100.
pub fn bleu(text: &str, target: &str) -> f64 {
    let (text, target) = (tokens(text), tokens(target));
    let mut logs = 0.0;
    let mut order = 0;
    let mut smooth = 1.0;
    let mut any = false;
    for n in 1..=LONGEST {
        let total = text.len().saturating_sub(n - 1);
        if total == 0 {
            break;
        }
        order = n;
        let matched = matches(&text, &target, n);
        let precision = if matched == 0 {
            smooth *= 2.0;
            100.0 / (smooth * total as f64)
        } else {
            any = true;
            100.0 * matched as f64 / total as f64
        };
        logs += precision.ln();
    }
    if order == 0 || !any {
        return 0.0;
    }
    let (length, wanted) = (text.len() as f64, target.len() as f64);
    let brevity = if length < wanted {
        (1.0 - wanted / length).exp()
    } else {
        1.0
    };
    brevity * (logs / order as f64).exp()
}

fn matches(text: &[String], target: &[String], n: usize) -> usize {
    let count = |tokens: &[String]| {
        let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
        for gram in tokens.windows(n) {
            *counts.entry(gram.to_vec()).or_default() += 1;
        }
        counts
    };
    let wanted = count(target);
    let both = count(text).into_iter().map(|(gram, count)| {
        let there = wanted.get(&gram).copied().unwrap_or(0);
        count.min(there)
    });
    both.sum()
}

/// mteval-v13a: symbols stand alone; a full stop or comma does unless digits are around it; a hyphen after a digit does.
fn tokens(text: &str) -> Vec<String> {
    let text = text
        .replace("<skipped>", "")
        .replace("-\n", "")
        .replace('\n', " ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let text = format!(" {text} ");
    let mut apart = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/') {
            apart.extend([' ', c, ' ']);
        } else {
            apart.push(c);
        }
    }
    let apart = split(&apart, &|before, at| {
        matches!(at, '.' | ',') && !before.is_ascii_digit()
    });
    let apart = split_before(&apart);
    let apart = split(&apart, &|before, at| at == '-' && before.is_ascii_digit());
    apart.split_whitespace().map(str::to_owned).collect()
}

/// Sets off every character for which `is_it` (the one before it, itself) holds. As a pattern of two characters does, it
/// never takes a character that it has just taken as the one before.
fn split(text: &str, is_it: &dyn Fn(char, char) -> bool) -> String {
    let all: Vec<char> = text.chars().collect();
    let mut apart = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < all.len() {
        match all.get(at + 1) {
            Some(next) if is_it(all[at], *next) => {
                apart.extend([all[at], ' ', *next, ' ']);
                at += 2;
            }
            _ => {
                apart.push(all[at]);
                at += 1;
            }
        }
    }
    apart
}

/// Sets off a full stop or comma that no digit follows.
fn split_before(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let mut apart = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < all.len() {
        match all.get(at + 1) {
            Some(next) if matches!(all[at], '.' | ',') && !next.is_ascii_digit() => {
                apart.extend([' ', all[at], ' ', *next]);
                at += 2;
            }
            _ => {
                apart.push(all[at]);
                at += 1;
            }
        }
    }
    apart
}
