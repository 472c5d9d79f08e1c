//! Model files that are made up: they say of themselves what a test wants, and hold nothing.

/// A made-up GGUF file without tensors.
pub(crate) struct Gguf {
    count: u64,
    facts: Vec<u8>,
}

impl Gguf {
    pub(crate) fn of(architecture: &str) -> Self {
        let empty = Self {
            count: 0,
            facts: Vec::new(),
        };
        empty.text("general.architecture", architecture)
    }

    /// With all that a small model says of itself.
    pub(crate) fn sound(architecture: &str) -> Self {
        let of = |name: &str| format!("{architecture}.{name}");
        Self::of(architecture)
            .number(&of("context_length"), 2048)
            .number(&of("block_count"), 2)
            .number(&of("embedding_length"), 64)
            .number(&of("attention.head_count"), 4)
            .words("tokenizer.ggml.tokens", &["a", "b", "c"])
    }

    fn fact(mut self, key: &str, kind: u32, value: &[u8]) -> Self {
        self.count += 1;
        self.facts.extend(string(key));
        self.facts.extend(kind.to_le_bytes());
        self.facts.extend(value);
        self
    }

    pub(crate) fn text(self, key: &str, value: &str) -> Self {
        self.fact(key, 8, &string(value))
    }

    pub(crate) fn number(self, key: &str, value: u32) -> Self {
        self.fact(key, 4, &value.to_le_bytes())
    }

    pub(crate) fn words(self, key: &str, words: &[&str]) -> Self {
        let mut value = 8_u32.to_le_bytes().to_vec();
        value.extend((words.len() as u64).to_le_bytes());
        value.extend(words.iter().flat_map(|word| string(word)));
        self.fact(key, 9, &value)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"GGUF".to_vec();
        bytes.extend(3_u32.to_le_bytes());
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(&self.facts);
        bytes
    }
}

fn string(text: &str) -> Vec<u8> {
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}
