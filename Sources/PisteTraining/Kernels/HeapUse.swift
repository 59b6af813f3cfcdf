private import CPisteKernels

/// How much memory the C allocator has handed out, Swift's arrays and objects included.
package enum HeapUse {
  /// Bytes handed out and not got back; 0 where the allocator does not tell.
  package static var bytes: Int { piste_heap_bytes_in_use() }
}
