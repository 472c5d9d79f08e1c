"""Writes reference.json anew: what sacrebleu and rouge-score say of the pairs in it.

    python3 -m venv v && v/bin/pip install sacrebleu==2.6.0 rouge-score==0.1.2 && v/bin/python reference.py
"""
import json
import pathlib

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU

file = pathlib.Path(__file__).with_name("reference.json")
bleu = BLEU(effective_order=True)
rouge = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False)
pairs = []
for pair in json.loads(file.read_text()):
    text, target = pair["text"], pair["target"]
    scores = rouge.score(target, text)
    pairs.append({
        "text": text,
        "target": target,
        "bleu": bleu.sentence_score(text, [target]).score,
        **{name: 100 * scores[name].fmeasure for name in scores},
    })
file.write_text(json.dumps(pairs, indent=1, ensure_ascii=False) + "\n")
