//! Checksums that are remainders of polynomials. In: bytes, part by part. Out: a number.

/// A remainder in the making.
#[derive(Clone)]
pub(super) struct Crc {
    table: &'static [u64; 256],
    ones: u64,
    value: u64,
}

impl Crc {
    /// CRC-32, as archives have it.
    pub(super) fn crc32() -> Crc {
        static TABLE: [u64; 256] = table(0xEDB8_8320);
        Crc { table: &TABLE, ones: u32::MAX.into(), value: u32::MAX.into() }
    }

    /// CRC-32C (Castagnoli).
    pub(super) fn crc32c() -> Crc {
        static TABLE: [u64; 256] = table(0x82F6_3B78);
        Crc { table: &TABLE, ones: u32::MAX.into(), value: u32::MAX.into() }
    }

    /// CRC-64/NVME.
    pub(super) fn crc64nvme() -> Crc {
        static TABLE: [u64; 256] = table(0x9A6C_9329_AC4B_C9B5);
        Crc { table: &TABLE, ones: u64::MAX, value: u64::MAX }
    }

    /// Goes on with these bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let step = |value: u64, byte: &u8| self.table[usize::from(value as u8 ^ byte)] ^ (value >> 8);
        self.value = bytes.iter().fold(self.value, step);
    }

    /// The remainder between two inversions.
    pub(super) fn finish(&self) -> u64 {
        self.value ^ self.ones
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_the_catalogue() {
        let checks = [
            (Crc::crc32(), 0xCBF4_3926),
            (Crc::crc32c(), 0xE306_9283),
            (Crc::crc64nvme(), 0xAE8B_1486_0A79_9888),
        ];
        for (mut crc, check) in checks {
            assert_eq!(crc.finish(), 0);
            crc.update(b"1234");
            crc.update(b"56789");
            assert_eq!(crc.finish(), check);
        }
    }
}
