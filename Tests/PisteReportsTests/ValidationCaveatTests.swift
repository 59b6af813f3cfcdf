import PisteCore
import PisteReports
import Testing

@Suite struct ValidationCaveatTests {
  private func caveat(_ settings: [Settings]) -> Caveat? {
    let entries = settings.enumerated().map { place, settings in
      SmallSweep.Entry(
        level: nil, coordinates: ["width": "\(place)"], settings: settings,
        tune: [(0.8, 0.8), (0.7, 0.7)], evaluate: [])
    }
    let axis = ResultTable.Axis(key: "width", values: settings.indices.map(String.init))
    return Report(SmallSweep(entries: entries, compare: nil, axes: [axis]).table())
      .caveats.first { $0.kind == .sawValidation }
  }

  @Test func aScheduleThatWatchesValidationIsSaidToHaveSeenIt() {
    let plateau: Settings = ["schedule.name": "reduce-on-plateau", "schedule.metric": "val/loss"]
    let cosine: Settings = ["schedule.name": "cosine"]
    #expect(caveat([plateau, cosine])?.message.hasPrefix("2 of the runs set") == true)
    #expect(caveat([plateau])?.message.hasPrefix("Every run set") == true)
    #expect(caveat([cosine]) == nil)
    #expect(caveat([plateau.merging(["schedule.metric": "train/loss"])]) == nil)
  }
}
