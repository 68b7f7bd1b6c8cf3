//! A 128-bit fingerprint of anything hashable: what the memo compares instead of whole values.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::fmt::{self, Display, Formatter};
use std::hash::{Hash, Hasher};

/// 128 bits that stand for a value. Equal values have equal fingerprints; different ones do not meet in practice.
/// Shown and kept as 32 hexadecimal digits. Those of bytes are the same in every version of the program, those of other
/// values are not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, PartialOrd, Ord)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The fingerprint of one hashable value.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut hasher = FingerprintHasher::default();
        value.hash(&mut hasher);
        hasher.fingerprint()
    }

    /// The fingerprint of all that a value's `Debug` form shows.
    pub fn of_debug<T: fmt::Debug>(value: &T) -> Self {
        struct Into(FingerprintHasher);
        impl fmt::Write for Into {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.write(text.as_bytes());
                Ok(())
            }
        }
        let mut into = Into(FingerprintHasher::default());
        let _ = fmt::Write::write_fmt(&mut into, format_args!("{value:?}"));
        into.0.fingerprint()
    }

    /// This fingerprint and another, in this order, as one.
    pub fn and(self, other: Self) -> Self {
        Self::of(&(self.0, other.0))
    }
}

impl Display for Fingerprint {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// Builds a [`Fingerprint`] from several parts; a [`Hasher`] whose 64-bit `finish` is not to be used.
#[derive(Default)]
pub struct FingerprintHasher(SipHasher13);

impl FingerprintHasher {
    /// What has been hashed so far.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.0.finish128().as_u128())
    }
}

impl Hasher for FingerprintHasher {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
}
