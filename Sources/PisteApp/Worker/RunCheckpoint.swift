private import Foundation
internal import PisteCore
internal import PisteTraining

/// What a run resumes from: the trainer's state, and what of the record may not be safe yet.
struct RunCheckpoint {
  /// The training core's state.
  let trainer: TrainerCheckpoint
  /// Seconds of training in the epoch under way.
  let epochSeconds: Double
  /// Wall time of the run so far, evaluation included.
  let runSeconds: Double
  /// The latest epochs that are done: told already, but perhaps lost with the scheduler.
  let reports: [EpochReport]
}

extension RunCheckpoint {
  /// How many epochs a checkpoint repeats: more than a scheduler ever has in hand.
  static let repeatedEpochs = 128

  /// What a file held.
  enum Found {
    /// There is none.
    case nothing
    /// One that this run goes on from.
    case checkpoint(RunCheckpoint)
    /// One that is of no use here, and why not.
    case ignored(String)
  }

  /// The checkpoint as a file's bytes.
  ///
  /// - Throws: `EncodingError` if the reports cannot be written as JSON.
  func encoded(for run: RunID) throws -> [UInt8] {
    var texts = Self.identity(of: run)
    texts["epoch_seconds"] = "\(epochSeconds)"
    texts["run_seconds"] = "\(runSeconds)"
    texts["reports"] = String(decoding: try CanonicalJSON.encode(reports), as: UTF8.self)
    return trainer.encoded(with: texts)
  }

  /// Reads a checkpoint and holds it against the run, this program and the record.
  ///
  /// Nothing about it is an error: a run without a checkpoint starts anew.
  ///
  /// - Parameters:
  ///   - path: The file, which may be missing.
  ///   - run: The run that is to go on.
  ///   - recorded: How many epochs of it are recorded, from the first on.
  /// - Returns: The checkpoint, or why there is none to go on from.
  static func find(at path: String, of run: RunID, recorded: Int) -> Found {
    guard FileManager.default.fileExists(atPath: path) else { return .nothing }
    guard let data = FileManager.default.contents(atPath: path) else {
      return .ignored("it cannot be read")
    }
    do {
      let (trainer, texts) = try TrainerCheckpoint.decode([UInt8](data))
      for (name, text) in identity(of: run).sorted(by: { $0.key < $1.key })
      where texts[name] != text {
        return .ignored("its \(name) is \(texts[name] ?? "unknown"), not \(text)")
      }
      guard let epoch = texts["epoch_seconds"].flatMap(Double.init),
        let run = texts["run_seconds"].flatMap(Double.init), let reports = texts["reports"]
      else { return .ignored("something is missing from it") }
      let checkpoint = RunCheckpoint(
        trainer: trainer, epochSeconds: epoch, runSeconds: run,
        reports: try JSONDecoder().decode([EpochReport].self, from: Data(reports.utf8)))
      guard checkpoint.bridges(from: recorded) else {
        return .ignored(
          "it stands after epoch \(trainer.finishedEpochs), the record after \(recorded)")
      }
      return .checkpoint(checkpoint)
    } catch let error as Safetensors.DecodingError {
      return .ignored(error.description)
    } catch {
      return .ignored("its reports cannot be read")
    }
  }

  /// The finished epochs that the record lacks.
  func missing(from recorded: Int) -> [EpochReport] {
    reports.filter { $0.epoch > recorded && $0.epoch <= trainer.finishedEpochs }
  }

  private func bridges(from recorded: Int) -> Bool {
    guard recorded < trainer.finishedEpochs else { return true }
    return missing(from: recorded).map(\.epoch) == Array(recorded + 1...trainer.finishedEpochs)
  }

  /// What must be the same for bits to be the same.
  private static func identity(of run: RunID) -> [String: String] {
    [
      "run": run.hex, "core": "\(PisteVersion.core)", "release": PisteVersion.release,
      "kernels": TrainingKernels.name, "program": program,
    ]
  }

  /// The program by size and time, since a core under development changes without its number.
  private static let program: String = {
    let attributes = try? FileManager.default.attributesOfItem(atPath: SystemFacts.executable)
    let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(size) bytes of \(time)"
  }()
}
