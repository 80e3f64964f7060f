//! PDF files written by hand, to be as wrong as a test needs.

/// Objects numbered from 1, a cross-reference table and a trailer; `trailer` adds keys to it.
pub fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    file
}

/// A stream object with `keys` in its dictionary.
pub fn stream(keys: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{keys}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    object.extend(bytes);
    object.extend(b"\nendstream");
    object
}

/// Words that every readable page here shows.
pub const WORDS: &str = "Case file 2024-117 of the county bureau";

/// Catalog, page tree and one page with [`WORDS`]; `page` adds keys to the page, whose media box is
/// `side` points square. Font and content are objects 4 and 5.
pub fn one_page(side: &str, page: &str, font: &str) -> Vec<Vec<u8>> {
    let content = format!("BT /F 20 Tf 40 100 Td ({WORDS}) Tj ET");
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {side} {side}]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R {page}>>").into_bytes(),
        font.as_bytes().to_vec(),
        stream("", content.as_bytes()),
    ]
}

/// A font that every reader has.
pub const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// Writes deflate by hand: `zeros` times a NUL, by fixed codes, 258 bytes in 13 bits. A real
/// compressor would take a minute for four gigabytes in a test build.
pub fn deflated_zeros(zeros: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.header();
    bits.literal(0);
    // Eight matches are 13 whole bytes, so the second eight repeat as they are.
    for _ in 0..16 {
        bits.code(0b1100_0101, 8); // length 258
        bits.code(0, 5); // distance 1
    }
    let period = bits.bytes[bits.bytes.len() - 13..].to_vec();
    bits.bytes.extend(period.repeat((zeros / (8 * 258)) as usize));
    bits.finish()
}

/// Deflates what repeats itself every 13 bytes, as [`deflated_zeros`] does: a bomb in a bomb.
pub fn deflated_again(inner: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.header();
    // The block's header makes the first bytes odd; from there on the period holds.
    let mut at = inner.len().min(32);
    inner[..at].iter().for_each(|byte| bits.literal(*byte));
    while at < inner.len() {
        if at + 258 <= inner.len() && inner[at..at + 258] == inner[at - 13..at + 245] {
            bits.code(0b1100_0101, 8);
            bits.code(7, 5); // distances 13 to 16
            bits.value(0, 2);
            at += 258;
        } else {
            bits.literal(inner[at]);
            at += 1;
        }
    }
    bits.finish()
}

/// The zlib frame of PDF's FlateDecode around deflated bytes; the checksum is wrong, as nobody gets
/// that far.
pub fn zlib(deflated: Vec<u8>) -> Vec<u8> {
    [&[0x78, 0x9C][..], &deflated, &[0; 4]].concat()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// One last block of fixed codes.
    fn header(&mut self) {
        self.value(0b011, 3);
    }

    /// Codes go from their highest bit.
    fn code(&mut self, code: u32, bits: u32) {
        self.value(code.reverse_bits() >> (32 - bits), bits);
    }

    fn literal(&mut self, byte: u8) {
        match byte {
            0..=143 => self.code(0x30 + u32::from(byte), 8),
            _ => self.code(0x190 + u32::from(byte - 144), 9),
        }
    }

    fn value(&mut self, value: u32, bits: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.code(0, 7);
        self.value(0, 7);
        self.bytes
    }
}
