import PisteApp
import PisteTestSupport
import Testing

/// Control groups as folders of a test, in both versions' shapes.
@Suite struct ControlGroupTests {
  private func group(_ membership: String, _ files: [String: String]) throws -> (
    TemporaryDirectory, ControlGroup
  ) {
    let folder = try TemporaryDirectory()
    let file = try folder.write(membership, to: "membership")
    for (name, text) in files { _ = try folder.write(text + "\n", to: "root/\(name)") }
    return (folder, ControlGroup(root: folder.path + "/root", membership: file))
  }

  @Test func theLeastOfAllLevelsCounts() throws {
    let (folder, group) = try group(
      "0::/user/job\n",
      [
        "user/job/cpu.max": "max 100000", "user/cpu.max": "150000 100000",
        "cpu.max": "400000 100000",
        "user/job/memory.max": "3000", "user/job/memory.current": "1000",
        "user/job/memory.stat": "anon 400\ninactive_file 500\nactive_file 100",
        "user/memory.max": "9000", "user/memory.current": "8000", "memory.max": "max",
        "memory.current": "8000", "user/job/memory.events": "low 0\noom 3\noom_kill 2",
      ])
    #expect(group.processorQuota == 1.5)
    #expect(group.availableMemory == 1000)
    #expect(group.outOfMemoryKills == 2)
    _ = folder
  }

  @Test func aContainerThatSeesItsGroupAsTheRootIsLimitedToo() throws {
    let (folder, group) = try group(
      "0::/docker/4f1a\n",
      ["cpu.max": "200000 100000", "memory.max": "5000", "memory.current": "4000"])
    #expect(group.processorQuota == 2)
    #expect(group.availableMemory == 1000)
    #expect(group.outOfMemoryKills == nil)
    _ = folder
  }

  @Test func versionOneIsReadToo() throws {
    let (folder, group) = try group(
      "5:cpu,cpuacct:/job\n3:memory:/job\n1:name=systemd:/job\n",
      [
        "cpu,cpuacct/job/cpu.cfs_quota_us": "50000",
        "cpu,cpuacct/job/cpu.cfs_period_us": "100000",
        "cpu,cpuacct/cpu.cfs_quota_us": "-1", "cpu,cpuacct/cpu.cfs_period_us": "100000",
        "memory/job/memory.limit_in_bytes": "7000", "memory/job/memory.usage_in_bytes": "2500",
        "memory/job/memory.stat": "inactive_file 1\ntotal_inactive_file 500",
        "memory/memory.limit_in_bytes": "9223372036854771712",
        "memory/memory.usage_in_bytes": "2500",
        "memory/job/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 4",
      ])
    #expect(group.processorQuota == 0.5)
    #expect(group.availableMemory == 5000)
    #expect(group.outOfMemoryKills == 4)
    _ = folder
  }

  @Test func withoutLimitsOrGroupsThereAreNone() throws {
    let (folder, group) = try group("0::/\n", ["cpu.max": "max 100000", "memory.max": "max"])
    #expect(group.processorQuota == nil)
    #expect(group.availableMemory == nil)
    let nothing = ControlGroup(root: "/nowhere", membership: "/nowhere/either")
    #expect(nothing.processorQuota == nil && nothing.availableMemory == nil)
    #expect(nothing.outOfMemoryKills == nil)
    _ = folder
  }
}
