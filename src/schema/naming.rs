//! Generated names: tables, junctions, indexes, constraints. At most 63 bytes on every engine, shortened by a stable hash; never dependent on order.
