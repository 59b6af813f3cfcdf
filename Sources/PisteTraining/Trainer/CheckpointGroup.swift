/// Values of one owner in a checkpoint's file, by kind and name.
///
/// Each becomes an array named `owner.kind.name`, so that nothing needs a format of its own.
struct CheckpointGroup {
  var vectors: [String: [Float]] = [:]
  var wideVectors: [String: [Double]] = [:]
  var numbers: [String: Double] = [:]
  var words: [String: [UInt64]] = [:]
  var counts: [String: Int] = [:]

  /// The arrays of all groups, in an order that depends on the names alone.
  static func parts(of groups: [String: CheckpointGroup]) -> [SafetensorsPart] {
    var parts: [SafetensorsPart] = []
    for (owner, group) in groups.sorted(by: { $0.key < $1.key }) {
      for (name, values) in sorted(group.vectors) {
        parts.append(SafetensorsPart("\(owner).vector.\(name)", values))
      }
      for (name, values) in sorted(group.wideVectors) {
        parts.append(SafetensorsPart("\(owner).wide.\(name)", values))
      }
      for (name, value) in sorted(group.numbers) {
        parts.append(SafetensorsPart("\(owner).number.\(name)", [value]))
      }
      for (name, values) in sorted(group.words) {
        parts.append(SafetensorsPart("\(owner).words.\(name)", values))
      }
      for (name, value) in sorted(group.counts) {
        parts.append(SafetensorsPart("\(owner).count.\(name)", [UInt64(value)]))
      }
    }
    return parts
  }

  /// The groups that the arrays of a file make; an array of no group is left out.
  static func groups(of parts: [SafetensorsPart]) -> [String: CheckpointGroup] {
    var groups: [String: CheckpointGroup] = [:]
    for part in parts {
      let words = part.name.split(separator: ".", maxSplits: 2).map { String($0) }
      guard words.count == 3 else { continue }
      groups[words[0], default: CheckpointGroup()].take(part, words[1], words[2])
    }
    return groups
  }

  private mutating func take(_ part: SafetensorsPart, _ kind: String, _ name: String) {
    switch kind {
    case "vector": vectors[name] = part.floats
    case "wide": wideVectors[name] = part.doubles
    case "number": numbers[name] = part.doubles?.first
    case "words": words[name] = part.words
    case "count": counts[name] = part.words?.first.flatMap(Int.init(exactly:))
    default: return
    }
  }

  private static func sorted<Value>(_ values: [String: Value]) -> [(key: String, value: Value)] {
    values.sorted { $0.key < $1.key }
  }
}

extension CheckpointGroup {
  /// The state of an optimizer or a network as a group.
  init(_ state: OptimizerState<Float>) {
    self.init(
      vectors: state.vectors, wideVectors: state.wideVectors, numbers: state.numbers,
      words: state.words)
  }

  /// The group as the state of an optimizer or a network.
  var state: OptimizerState<Float> {
    OptimizerState(
      vectors: vectors, wideVectors: wideVectors, numbers: numbers, words: words)
  }
}
