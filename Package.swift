// swift-tools-version: 6.2

import PackageDescription

// The map of the modules. A target may import what its entry names and nothing else: the
// architecture test holds every import line of the sources against the same map, because an
// undeclared import of a dependency's dependency passes the compiler's own check.

let package = Package(
  name: "piste",
  products: [.executable(name: "piste", targets: ["piste"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    // Layer 0: the shared words, and what knows nothing of experiments.
    .target(name: "PisteCore"),
    .target(name: "PisteStatistics", dependencies: ["PisteCore"]),
    .target(name: "CPisteKernels"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    // Layer 1: what can be set, and what is learned from.
    .target(name: "PisteCatalog", dependencies: ["PisteCore"]),
    .target(
      name: "PisteData",
      dependencies: ["PisteCore", "CZlib", .product(name: "Crypto", package: "swift-crypto")],
      resources: [.copy("Resources")]),

    // Layer 2: training, planning, telling.
    .target(
      name: "PisteTraining",
      dependencies: ["PisteCore", "PisteCatalog", "PisteData", "COpenBLAS", "CPisteKernels"]),
    .target(
      name: "PisteExperiments",
      dependencies: [
        "PisteCore", "PisteCatalog", "PisteStatistics", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "PisteReports", dependencies: ["PisteCore", "PisteCatalog", "PisteStatistics"]),

    // Layer 3: the record and the processes.
    .target(
      name: "PisteStore",
      dependencies: [
        "PisteCore", "PisteExperiments", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "PisteExecution",
      dependencies: [
        "PisteCore", "PisteExperiments",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),

    // Layer 4: the commands.
    .target(
      name: "PisteApp",
      dependencies: [
        "PisteCore", "PisteCatalog", "PisteData", "PisteTraining", "PisteExperiments",
        "PisteReports", "PisteStatistics", "PisteStore", "PisteExecution",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "piste", dependencies: ["PisteApp"]),
    .target(name: "CBenchSupport"),
    .executableTarget(
      name: "piste-bench",
      dependencies: [
        "PisteCore", "PisteCatalog", "PisteData", "PisteTraining", "PisteExperiments",
        "PisteStore", "PisteExecution", "CBenchSupport", "piste",
      ],
      resources: [.copy("Peers")]),

    // Tests, one target a module, and what they share.
    .target(
      name: "PisteTestSupport", dependencies: ["PisteCore"], path: "Tests/PisteTestSupport"),
    .testTarget(
      name: "PisteCoreTests", dependencies: ["PisteCore", "PisteTestSupport"],
      exclude: ["Scripts"]),
    .testTarget(
      name: "PisteStatisticsTests",
      dependencies: ["PisteStatistics", "PisteCore", "PisteTestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PisteCatalogTests", dependencies: ["PisteCatalog", "PisteCore", "PisteTestSupport"]),
    .testTarget(
      name: "PisteDataTests", dependencies: ["PisteData", "PisteCore", "PisteTestSupport"],
      exclude: ["Scripts"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PisteTrainingTests",
      dependencies: [
        "PisteTraining", "PisteData", "PisteCatalog", "PisteCore", "PisteTestSupport",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PisteExperimentsTests",
      dependencies: ["PisteExperiments", "PisteCatalog", "PisteCore", "PisteTestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PisteReportsTests",
      dependencies: ["PisteReports", "PisteStatistics", "PisteCore", "PisteTestSupport"],
      exclude: ["Scripts"]),
    .testTarget(
      name: "PisteStoreTests",
      dependencies: [
        "PisteStore", "PisteExperiments", "PisteCore", "PisteTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PisteExecutionTests",
      dependencies: ["PisteExecution", "PisteExperiments", "PisteCore", "PisteTestSupport"]),
    .testTarget(
      name: "PisteAppTests",
      dependencies: [
        "PisteApp", "PisteExperiments", "PisteStore", "PisteCore", "PisteTestSupport",
      ]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "PisteCore", "PisteTestSupport", "piste", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ArchitectureTests", dependencies: ["PisteTestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

let clang: Set<String> = ["CPisteKernels", "CBenchSupport"]

for target in package.targets where target.type != .system && !clang.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
}
