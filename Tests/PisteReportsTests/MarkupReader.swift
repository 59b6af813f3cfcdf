import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser sees in a page: whether it is well-formed, its text, its elements and what it would load.
final class MarkupReader: NSObject, XMLParserDelegate {
  private(set) var fault: String?
  /// All text outside of style sheet and script, a space between elements.
  private(set) var text = ""
  private(set) var elements: [String: Int] = [:]
  private(set) var ids: [String] = []
  private(set) var loads: [String] = []
  private var open: [String] = []

  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = self
    if !parser.parse() {
      fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
    }
    // The parser takes a document that ends early for a whole one.
    if fault == nil, let name = open.last { fault = "\(name) is never closed" }
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    fault = fault ?? "line \(parser.lineNumber): \(error)"
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    open.append(name)
    text += " "
    if let id = attributes["id"] { ids.append(id) }
    // A link that a reader may click loads nothing; everything else that names a place does.
    for (key, value) in attributes {
      let isLink = name == "a" && key == "href"
      let isPlace = ["src", "href", "xlink:href", "srcset", "data", "action"].contains(key)
      if isPlace && !isLink && value != "data:," { loads.append("\(name) \(key)=\(value)") }
      if value.contains("url("), !value.hasPrefix("url(#") { loads.append(value) }
      if key.hasPrefix("on") { loads.append("\(name) \(key)") }
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
    text += " "
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if open.last == "style" {
      for word in ["url(", "@import", "http"] where string.contains(word) { loads.append(string) }
    } else if open.last == "script" {
      for word in ["http", "fetch", "import", "XMLHttp", "src"] where string.contains(word) {
        loads.append(string)
      }
    } else {
      text += string
    }
  }
}
