import Foundation
import Testing

/// Every way in which a store cannot be used, with what is said and how the program ends.
@Suite struct StoreTroubleTests {
  private func swept() throws -> Workplace {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml", "--no-report").status == 0)
    return place
  }

  @Test(arguments: [
    ["list"], ["status"], ["sweep", "small.yaml"], ["tag", "small", "+a"], ["gc"],
  ])
  func aNewerStoreIsNotTouched(_ words: [String]) throws {
    let place = try swept()
    try place.tamper("PRAGMA user_version = 99")
    let before = try place.read(".piste/store.sqlite")
    let result = try place.start(words).wait()
    #expect(result.status == 74)
    #expect(result.errors.contains("was written by a newer Piste: its schema is 99"))
    #expect(result.errors.contains("[newer-store]\n  hint: use that newer Piste"))
    #expect(try place.read(".piste/store.sqlite") == before)
  }

  @Test(arguments: [["list"], ["sweep", "small.yaml"], ["delete", "small", "--yes"]])
  func aDamagedStoreIsToldAndLeftAlone(_ words: [String]) throws {
    let place = try swept()
    try place.write(String(repeating: "nonsense", count: 2000), to: ".piste/store.sqlite")
    let result = try place.start(words).wait()
    #expect(result.status == 74)
    #expect(result.errors.contains(".piste/store.sqlite is damaged or is no database"))
    #expect(result.errors.contains("[corrupt-store]\n  hint: move the file away"))
    #expect(try place.read(".piste/store.sqlite").starts(with: Data("nonsense".utf8)))
  }

  @Test func aStoreInUseIsReadByAllAndWrittenByNobodyElse() throws {
    let place = try swept()
    try place.write(Experiments.slow, to: "slow.yaml")
    let sweep = try place.start(["sweep", "slow.yaml", "--no-report", "--workers", "1"])
    #expect(
      try eventually(within: 20) {
        let running = try place.run("list", "status=running", "--json")
        return running.output.contains("slow")
      })
    for words in [["list"], ["status"], ["compare", "small"], ["gc", "--dry-run"]] {
      #expect(try place.start(words).wait().status == 0, "\(words)")
    }
    for words in [
      ["sweep", "small.yaml"], ["train", "--set", "dataset.name=iris"], ["tag", "small", "+a"],
      ["note", "small", "b"], ["delete", "small", "--yes"], ["gc"],
    ] {
      let result = try place.start(words).wait()
      #expect(result.status == 75, "\(words)")
      #expect(
        result.errors.contains(".piste is in use by process \(sweep.processID) on "), "\(words)")
      #expect(result.errors.contains("(sweep of slow, since "), "\(words)")
      #expect(result.errors.contains("[store-in-use]\n  hint: wait until it is done"))
    }
    #expect(sweep.isRunning)
    sweep.send(SIGTERM)
    #expect(try sweep.wait().status == 130)
    #expect(try place.run("tag", "small", "+a").status == 0)
  }

  /// What lets the program run as a user whom permissions bind; root is nobody then.
  private static let bound =
    geteuid() == 0
    ? ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : []

  @Test func aReadOnlyStoreIsReadAndNotWritten() throws {
    let place = try swept()
    func setModes(_ file: Int, _ folder: Int) throws {
      let paths = ["store.sqlite", "writer.lock", "", "cache", "logs", "artifacts"]
      for path in paths.map({ "\(place.path)/.piste/\($0)" }) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
        try FileManager.default.setAttributes(
          [.posixPermissions: isFolder.boolValue ? folder : file], ofItemAtPath: path)
      }
    }
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(place.path)/.piste/store.sqlite\(suffix)")
    }
    try setModes(0o444, 0o555)
    let list = try place.start(["list"], through: Self.bound).wait()
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.output.contains("small: 16 runs"))
    for words in [["tag", "small", "+a"], ["gc"], ["delete", "small", "--yes"]] {
      let result = try place.start(words, through: Self.bound).wait()
      #expect(result.status == 74, "\(words)")
      #expect(result.errors.contains("cannot open .piste/writer.lock (Permission denied)"))
      #expect(result.errors.contains("choose another folder with --store"))
    }
    try setModes(0o644, 0o755)
    #expect(try place.run("list", "tag=a", "--json").output.isEmpty)
  }

  // Unlike a full disk this can be had anywhere; SIGXFSZ is ignored so that writing fails instead.
  @Test func aWriteThatFailsIsToldAndLosesNothing() throws {
    let place = try swept()
    let before = try place.query("SELECT count(*) FROM metric_view")
    let result = try place.start(
      ["note", "small", String(repeating: "long ", count: 20_000)],
      through: ["/bin/bash", "-c", "trap '' XFSZ; ulimit -f 32; exec \"$@\"", "limited"]
    ).wait()
    #expect(result.status == 74, "\(result.errors)")
    #expect(result.errors.contains(".piste/store.sqlite could not be"), "\(result.errors)")
    #expect(result.errors.contains("[store-io]"))
    #expect(try place.query("SELECT count(*) FROM metric_view") == before)
    #expect(try place.run("note", "small").output.isEmpty)
    #expect(try place.run("note", "small", "short").status == 0)
  }

  /// A shell in a mount namespace of its own, where a small disk can be made without being root.
  private static let namespace =
    [
      "/usr/bin/unshare", geteuid() == 0 ? "--mount" : "--map-root-user", "--mount", "/bin/bash",
      "-c",
    ]

  private static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: namespace[0])
    process.arguments = Array(namespace.dropFirst()) + ["mount -t tmpfs none /mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(.enabled(if: canMount, "no file system can be mounted here"))
  func aFullDiskIsToldAndLosesNothing() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    try place.write("", to: "disk/mark")
    let script = """
      mount -t tmpfs -o size=3m none disk || exit 99
      "$0" sweep small.yaml --store disk/s --no-report 2> sweep.txt || exit 98
      cat /dev/zero > disk/filler 2> /dev/null
      "$0" note small "$(head -c 60000 /dev/zero | tr '\\0' x)" --store disk/s 2> full.txt
      echo "note $?"
      "$0" list --store disk/s > list.txt
      echo "list $?"
      rm disk/filler
      "$0" note small again --store disk/s > /dev/null
      echo "note $?"
      """
    let process = try place.start([], through: Self.namespace + [script]).wait()
    #expect(process.output == "note 74\nlist 0\nnote 0\n", "\(process.errors)")
    let told = String(decoding: try place.read("full.txt"), as: UTF8.self)
    #expect(told.contains("[disk-full]\n  hint: free some space"), "\(told)")
    #expect(String(decoding: try place.read("list.txt"), as: UTF8.self).hasPrefix("small: 16 runs"))
  }
}
