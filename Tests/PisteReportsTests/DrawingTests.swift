import PisteReports
import Testing

@Suite struct DrawingTests {
  @Test(arguments: Variant.allCases)
  func noLabelCoversAnotherOrLeavesTheDrawing(_ variant: Variant) {
    for drawing in Report(variant.table).placedLabels() {
      Self.checkLabels(drawing.labels, width: drawing.width, drawing.drawing)
    }
  }

  @Test func theCheckOfLabelsCatchesAnImpostor() throws {
    let drawings = Report(Variant.usual.table).placedLabels()
    let drawing = try #require(drawings.first { $0.labels.count > 10 })
    var moved = drawing.labels
    moved[1].box.x = moved[0].box.x + 2
    moved[1].box.y = moved[0].box.y + 2
    withKnownIssue("a label on another") {
      Self.checkLabels(moved, width: drawing.width, "impostor")
    }
    withKnownIssue("a label outside") {
      Self.checkLabels(drawing.labels, width: 100, "impostor")
    }
  }

  @Test func labelsAreSpreadApartAndStayNearTheirPlaces() throws {
    let wanted = [50.0, 52, 51, 180, 10]
    let placed = try #require(
      LabelPlacement.spread(wanted, height: 14, lower: 0, upper: 200))
    let sorted = placed.sorted()
    for (one, two) in zip(sorted, sorted.dropFirst()) { #expect(two - one >= 14 - 1e-9) }
    #expect(sorted.allSatisfy { $0 >= 7 && $0 <= 193 })
    #expect(placed[3] == 180 && placed[4] == 10)
    #expect(placed[0] < placed[2] && placed[2] < placed[1])
    #expect(LabelPlacement.spread(wanted, height: 50, lower: 0, upper: 200) == nil)
  }

  @Test func labelsThatCrowdMoveToBothSidesAlike() throws {
    // Three of one wish: one stays, the others move as far up as down.
    #expect(
      LabelPlacement.spread([100, 100, 100], height: 10, lower: 0, upper: 200) == [90, 100, 110])
    // At an edge all of them move inward.
    #expect(
      LabelPlacement.spread([198, 199, 200], height: 10, lower: 0, upper: 200) == [175, 185, 195])
    // A pair that is pushed apart does not move its neighbor before they touch.
    let placed = try #require(
      LabelPlacement.spread([40, 50, 50], height: 10, lower: 0, upper: 200))
    for (found, expected) in zip(placed, [110.0 / 3, 140.0 / 3, 170.0 / 3]) {
      #expect(abs(found - expected) < 1e-9)
    }
  }

  @Test func aBoxTellsWhetherALineRunsThroughIt() {
    let box = Box(x: 10, y: 10, width: 20, height: 10)
    #expect(box.isCrossed(by: [(0, 15), (50, 15)]))
    #expect(box.isCrossed(by: [(20, 0), (20, 40)]))
    #expect(box.isCrossed(by: [(0, 0), (8, 5), (40, 25)]))
    #expect(box.isCrossed(by: [(15, 15), (16, 16)]) && box.isCrossed(by: [(15, 15)]))
    #expect(!box.isCrossed(by: [(0, 0), (50, 5)]) && !box.isCrossed(by: [(0, 30), (50, 21)]))
    // Its ends lie on both sides, but it passes the corner.
    #expect(!box.isCrossed(by: [(0, 19), (11, 31)]) && !box.isCrossed(by: [(35, 15)]))
  }

  /// Looks for labels that are small, stick out or cover others.
  static func checkLabels(_ labels: [PlacedLabel], width: Double, _ name: String) {
    func check(_ isRight: Bool, _ complaint: @autoclosure () -> String) {
      if !isRight { Issue.record("\(name): \(complaint())") }
    }
    for (place, label) in labels.enumerated() {
      check(label.size >= 12, "\(label.text) is too small")
      check(label.box.x >= -0.5 && label.box.right <= width + 0.5, "\(label.text) sticks out")
      for other in labels[(place + 1)...] {
        check(!label.box.overlaps(other.box), "\(label.text) covers \(other.text)")
      }
    }
  }
}
