// Takes back what products.c defines for one instruction set.

#undef TARGET
#undef SET
#undef VECTOR
#undef MASK
#undef LANES
#undef HEIGHT
#undef ALL_HEIGHTS
#undef ZERO
#undef BROADCAST
#undef LOAD
#undef LOAD_SOME
#undef STORE
#undef STORE_SOME
#undef STORE_ALIGNED
#undef FMA
