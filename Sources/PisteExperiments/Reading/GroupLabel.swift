internal import PisteCatalog
internal import PisteCore

/// Names a group's value that bears no label.
enum GroupLabel {
  /// `step(every 3, factor 0.1)`, or, if short, the name alone.
  static func text(_ givenValues: [GivenValue], of group: String, isShort: Bool) -> String {
    let selector = Catalog.groups[group]
    let name = givenValues.first { $0.key == selector }?.value.description
    if let name, isShort { return name }
    let rest = givenValues.filter { $0.key != selector }
      .map { "\($0.key.dropFirst(group.count + 1)) \($0.value)" }
    guard let name else { return rest.joined(separator: ", ") }
    return rest.isEmpty ? name : "\(name)(\(rest.joined(separator: ", ")))"
  }
}
