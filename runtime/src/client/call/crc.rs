//! Checksums of polynomials that `crc32fast` does not have. In: bytes. Out: a number.

/// CRC-32C (Castagnoli).
pub(super) fn crc32c(bytes: &[u8]) -> u32 {
    static TABLE: [u64; 256] = table(0x82F6_3B78);
    remainder(&TABLE, u32::MAX.into(), bytes) as u32
}

/// CRC-64/NVME.
pub(super) fn crc64nvme(bytes: &[u8]) -> u64 {
    static TABLE: [u64; 256] = table(0x9A6C_9329_AC4B_C9B5);
    remainder(&TABLE, u64::MAX, bytes)
}

/// What each byte adds, for a polynomial whose bits are in reverse.
const fn table(polynomial: u64) -> [u64; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut value, mut bit) = (byte as u64, 0);
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ polynomial } else { value >> 1 };
            bit += 1;
        }
        table[byte] = value;
        byte += 1;
    }
    table
}

/// The remainder of a text between two inversions by `ones`.
fn remainder(table: &[u64; 256], ones: u64, bytes: &[u8]) -> u64 {
    let step = |value: u64, byte: &u8| table[usize::from(value as u8 ^ byte)] ^ (value >> 8);
    bytes.iter().fold(ones, step) ^ ones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_the_catalogue() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(crc64nvme(b"123456789"), 0xAE8B_1486_0A79_9888);
        assert_eq!((crc32c(b""), crc64nvme(b"")), (0, 0));
    }
}
