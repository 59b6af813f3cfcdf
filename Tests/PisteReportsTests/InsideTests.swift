import PisteCore
import PisteReports
import Testing

@Suite struct InsideTests {
  private func sweep(layers: Int, fisher: String? = nil) -> MeasuredSweep {
    var curves = [
      Metric.validationLoss: [1, 0.5], Metric.gradientNorm: [2.0, 1],
      "hessian_max": [10.0, 12], "rate_times_sharpness": [1, 1.5],
    ]
    for layer in 0..<layers {
      curves["grad_norm/\(layer).weight"] = [1, Double(layer) + 0.25]
      curves["dead_units/\(layer)"] = [0.125]
    }
    var second = curves
    second["hessian_max"] = [10, 14]
    let settings: Settings =
      fisher.map { ["optimizer.name": "kfac", "optimizer.fisher": .text($0)] } ?? [:]
    return MeasuredSweep(levels: [
      ("kfac", settings, [curves, second]),
      ("sgd", ["optimizer.name": "sgd"], [[Metric.validationLoss: [1, 0.7]]]),
    ])
  }

  @Test func whatWasMeasuredInsideIsListed() throws {
    let report = Report(sweep(layers: 12).table())
    let page = try report.text("report.md")
    #expect(page.contains("## Inside the networks"))
    #expect(page.contains("| metric | kfac |\n"))
    #expect(page.contains("| hessian\\_max | 13 |\n"))
    #expect(page.contains("| rate\\_times\\_sharpness | 1.5 |\n"))
    // A value that the last epoch did not measure is the one before.
    #expect(page.contains("| dead\\_units/0 | 0.125 |\n"))
    #expect(!page.contains("| grad\\_norm | "))
    #expect(page.contains("1 more is left out.") && page.contains("piste export"))
    #expect(page.split(separator: "\n").count { $0.hasPrefix("| grad\\_norm/") } == 12)
    #expect(page.split(separator: "\n").count { $0.hasPrefix("| dead\\_units/") } == 11)
    #expect(try report.text("report.html").contains("<h2>Inside the networks</h2>"))
  }

  @Test func sharpnessIsDrawnWhereItWasMeasured() throws {
    let files = try Report(sweep(layers: 1).table()).files().map(\.path)
    #expect(files.contains { $0.hasPrefix("figures/sharpness") })
    let usual = try Report(Variant.usual.table).files().map(\.path)
    #expect(!usual.contains { $0.hasPrefix("figures/sharpness") })
  }

  @Test func layersAreListedInTheirOrder() throws {
    let page = try Report(sweep(layers: 11).table()).text("report.md")
    let second = try #require(page.firstRange(of: "norm/2.weight"))
    let tenth = try #require(page.firstRange(of: "norm/10.weight"))
    #expect(second.lowerBound < tenth.lowerBound)
    #expect(!page.contains("left out."))
  }

  @Test func withoutDiagnosticsThereIsNoSuchSection() throws {
    #expect(try !Report(Variant.usual.table).text("report.md").contains("Inside the networks"))
  }

  @Test func theFisherMatrixOfKFACIsNamed() throws {
    func page(_ fisher: String?) throws -> String {
      try Report(sweep(layers: 1, fisher: fisher).table()).text("report.md")
    }
    #expect(try page("sampled").contains("**K-FAC:** Fisher matrix: by labels sampled from"))
    #expect(try page("empirical").contains("empirical, by the labels of the data"))
    #expect(try !page(nil).contains("K-FAC"))
  }
}
