//! How shapes become tables: macros for emitted code and for tables that are written by hand.

/// Numbers shapes in the order of their list, from a number on: a constant [`ShapeId`](crate::ShapeId) for each name, and the list as `LIST::ALL`.
#[macro_export]
macro_rules! ids {
    ($list:ident from $start:literal; $($id:ident = $shape:path,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u16)]
        enum Order { $($id,)* _End }
        $(
            #[allow(non_upper_case_globals, dead_code)]
            pub(crate) const $id: $crate::ShapeId = $crate::ShapeId::new($start + Order::$id as u16);
        )*
        pub(crate) mod $list {
            #[allow(unused_imports)]
            use super::*;
            pub(crate) const ALL: &[$crate::model::Shape] = &[$($shape),*];
        }
    };
}

/// A static [`Tables`](crate::schema::Tables) of all shapes of some lists.
#[macro_export]
macro_rules! tables {
    ($visible:vis static $name:ident = [$($list:path),* $(,)?]) => {
        $visible static $name: $crate::schema::Tables = $crate::tables!([$($list),*]);
    };
    ([$($list:path),*]) => {
        {
            use $crate::schema::tables::{Facts, Names, Packed, Size};
            const SHAPES: &[&[$crate::model::Shape]] = &[$($list),*];
            const SIZE: Size = Size::of(SHAPES);
            type Arrays = Packed<{ SIZE.text }, { SIZE.shapes }, { SIZE.members }, { SIZE.texts }, { SIZE.limits }>;
            #[allow(long_running_const_eval, reason = "services with thousands of shapes")]
            const ALL: (Arrays, Facts<{ SIZE.wires }, { SIZE.keys }>) = Arrays::of(SHAPES);
            static PACKED: Arrays = ALL.0;
            static FACTS: Facts<{ SIZE.wires }, { SIZE.keys }> = ALL.1;
            static NAMES: [Names; SIZE.names()] = [const { Names::new() }; SIZE.names()];
            PACKED.tables(&FACTS, &NAMES)
        }
    };
}

/// Shapes that are written by hand: statics that name each other. One list in a module.
#[macro_export]
macro_rules! shapes {
    ($($(#[$attribute:meta])* $visible:vis static $name:ident: Shape = $shape:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
        #[repr(u16)]
        enum Order { $($name,)* _End }
        $(
            $(#[$attribute])*
            #[allow(dead_code)]
            $visible static $name: $crate::schema::Shape =
                TABLES.shape($crate::schema::ShapeId::new(Order::$name as u16));
        )*
        static TABLES: $crate::schema::Tables = {
            #[allow(unused_imports)]
            use $crate::schema::model::{Kind, Member, Shape};
            // The names mean places here.
            $(
                #[allow(dead_code)]
                const $name: $crate::schema::ShapeId = $crate::schema::ShapeId::new(Order::$name as u16);
            )*
            const __LIST: &[Shape] = &[$($shape),*];
            $crate::tables!([__LIST])
        };
    };
}
