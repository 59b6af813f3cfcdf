/// The versions that a record bears.
public enum PisteVersion {
  /// The release, after semantic versioning.
  public static let release = "0.1.0"

  /// Raised whenever a default or a bit of a result changes, so that runs of different cores are
  /// different runs.
  public static let core = 3
}
