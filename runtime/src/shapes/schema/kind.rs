//! What values of a shape look like, whatever says what an enum's values, other shapes and members are: what codegen wrote
//! down, rows of tables, or what walks them.

use super::TimestampFormat;

/// What values of a shape look like.
#[derive(Clone, Copy, Debug)]
pub enum Kind<Values, Shape, Members> {
    /// Text.
    String,
    /// Text that is one of the listed values, or one that a newer service knows.
    Enum(Values),
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    Long,
    /// Single-precision number.
    Float,
    /// Double-precision number.
    Double,
    /// `true` or `false`.
    Boolean,
    /// A point in time, written in the given format.
    Timestamp(TimestampFormat),
    /// Bytes, base64 on the wire.
    Blob,
    /// Any JSON value.
    Document,
    /// Items of one shape.
    List(Shape),
    /// String keys to values of one shape.
    Map {
        /// Shape of the keys.
        key: Shape,
        /// Shape of the values.
        value: Shape,
    },
    /// Named members.
    Structure(Members),
    /// Named members of which exactly one is set.
    Union(Members),
}
