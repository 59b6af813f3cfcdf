/// Which target may import what, as the design draws it.
enum ModuleMap {
  /// Modules of the toolchain and the system that any target may import.
  static let system: Set<String> = ["Foundation", "Dispatch", "Glibc", "Synchronization"]

  /// Target → the modules, of this package and of others, that its sources may import.
  static let allowed: [String: Set<String>] = [
    "PisteCore": [],
    "PisteStatistics": ["PisteCore"],
    "PisteCatalog": ["PisteCore"],
    "PisteData": ["PisteCore", "CZlib", "Crypto"],
    "PisteTraining": ["PisteCore", "PisteCatalog", "PisteData", "COpenBLAS", "CPisteKernels"],
    "PisteExperiments": ["PisteCore", "PisteCatalog", "PisteStatistics", "Yams", "Crypto"],
    "PisteReports": ["PisteCore", "PisteCatalog", "PisteStatistics"],
    "PisteStore": ["PisteCore", "PisteExperiments", "GRDB"],
    "PisteExecution": ["PisteCore", "PisteExperiments", "Subprocess", "SystemPackage"],
    "PisteApp": [
      "PisteCore", "PisteCatalog", "PisteData", "PisteTraining", "PisteExperiments",
      "PisteReports", "PisteStatistics", "PisteStore", "PisteExecution", "ArgumentParser",
    ],
    "piste": ["PisteApp"],
    "piste-bench": [
      "PisteCore", "PisteCatalog", "PisteData", "PisteTraining", "PisteExperiments", "PisteStore",
      "PisteExecution", "CBenchSupport",
    ],
  ]

  /// Modules that only the targets named may import, however the map above may grow.
  static let reserved: [String: Set<String>] = [
    "PisteTraining": ["PisteApp", "piste-bench"],
    "GRDB": ["PisteStore"],
    "Subprocess": ["PisteExecution"],
    "Yams": ["PisteExperiments"],
    "ArgumentParser": ["PisteApp"],
    "COpenBLAS": ["PisteTraining"],
    "CBenchSupport": ["piste-bench"],
  ]

  /// Words that a target's sources must not use, since they would make it impure.
  static let forbiddenWords: [String: Set<String>] = [
    "PisteTraining": ["Date()", "ContinuousClock", "FileManager", "DispatchQueue", "getenv"],
    "PisteStatistics": ["Date()", "FileManager", "SystemRandomNumberGenerator"],
    "PisteReports": ["Date()", "ContinuousClock", "ProcessInfo", "gethostname"],
  ]
}
