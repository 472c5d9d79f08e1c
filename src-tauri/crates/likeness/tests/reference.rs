//! BLEU and ROUGE against what their reference implementations said (`reference.py` asks them again).

use serde_json::Value;

#[test]
fn the_figures_are_those_of_sacrebleu_and_rouge_score() {
    let pairs: Vec<Value> = serde_json::from_str(include_str!("reference.json")).unwrap();
    assert!(pairs.len() > 30);
    let mut wrong = Vec::new();
    for pair in &pairs {
        let of = |name: &str| pair[name].as_str().unwrap();
        let (text, target) = (of("text"), of("target"));
        let ours = [
            ("bleu", likeness::bleu(text, target)),
            ("rouge1", likeness::rouge_n(text, target, 1)),
            ("rouge2", likeness::rouge_n(text, target, 2)),
            ("rougeL", likeness::rouge_l(text, target)),
        ];
        for (name, ours) in ours {
            let theirs = pair[name].as_f64().unwrap();
            if (ours - theirs).abs() > 1e-6 {
                wrong.push(format!("{name} {ours} {theirs} of {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
