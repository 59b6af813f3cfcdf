/// A figure: how to draw it, what it shows in words, and the numbers behind it.
struct Figure: Sendable {
  /// The two forms in which a figure is drawn.
  enum Form: String, Sendable, CaseIterable {
    /// For screens of 900 pixels and more, and for paper.
    case wide
    /// For phones.
    case narrow

    /// The width of the drawing in pixels.
    var width: Double { self == .wide ? 880 : 360 }
    /// The size of text in pixels, chosen so that at least 11 are left after scaling.
    var textSize: Double { self == .wide ? 13 : 12 }
  }

  /// Its name in ids and file names.
  let id: String
  /// What it shows, in a few words.
  let title: String
  /// The finding with its uncertainty, and how to read the marks.
  let caption: String
  /// The numbers behind it.
  let table: DataTable
  /// Draws it.
  let draw: Drawing
  /// Another way to draw the same; nil for none.
  var alternative: Alternative?

  /// Draws a figure in one of its forms.
  typealias Drawing = @Sendable (_ form: Form, _ theme: Theme, _ prefix: String) -> Canvas

  /// A second drawing between which and the first the page switches.
  struct Alternative: Sendable {
    /// What the vertical axis is, first in the first drawing and then in this one.
    var names: [String]
    /// Draws it.
    var draw: Drawing
  }

  /// The drawing as an `svg` element for the page.
  ///
  /// - Parameters:
  ///   - form: the form.
  ///   - isAlternative: whether the second drawing is meant, where there is one.
  /// - Returns: the element.
  func inline(_ form: Form, isAlternative: Bool = false) -> String {
    let prefix = "\(id)-\(form.rawValue)" + (isAlternative ? "-other" : "")
    let drawing = isAlternative ? alternative?.draw ?? draw : draw
    let canvas = drawing(form, .page, prefix)
    return "<svg class=\"\(form.rawValue)\" viewBox=\"0 0 \(canvas.n(canvas.width)) "
      + "\(canvas.n(canvas.height))\" role=\"img\" aria-labelledby=\"\(prefix)-title "
      + "\(prefix)-desc\">\n" + words(prefix) + canvas.body + "</svg>\n"
  }

  /// The drawing as a file of its own, on a ground of its own so that it reads on any page.
  var standalone: String {
    let canvas = draw(.wide, .standalone, id)
    let pad = 16.0
    let width = canvas.n(canvas.width + 2 * pad)
    let height = canvas.n(canvas.height + 2 * pad)
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"\(canvas.n(-pad)) \(canvas.n(-pad)) \(width) \(height)\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-desc\" font-family=\"\(Stylesheet.fontFamily)\">\n"
      + words(id)
      + "<rect x=\"\(canvas.n(-pad))\" y=\"\(canvas.n(-pad))\" width=\"\(width)\" "
      + "height=\"\(height)\" rx=\"8\" fill=\"\(Theme.standalone.color(.ground))\"/>\n"
      + canvas.body + "</svg>\n"
  }

  private func words(_ prefix: String) -> String {
    "<title id=\"\(prefix)-title\">\(Markup.escaped(title))</title>\n"
      + "<desc id=\"\(prefix)-desc\">\(Markup.escaped(caption))</desc>\n"
  }
}
