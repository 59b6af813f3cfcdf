import Foundation
import Glibc
import PisteExecution
import PisteTestSupport
import Testing

@Suite struct WorkerPipesTests {
  @Test func lastWordsNeedNoFolder() throws {
    let file = try NamelessFile.open()
    defer { close(file) }
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
    #expect(link.hasPrefix("/memfd:"))
    let words = Array("no such planet\n".utf8)
    #expect(write(file, words, words.count) == words.count)
    #expect(LogTail.read(file) == "no such planet")
    #expect(fcntl(file, F_GETFD) & FD_CLOEXEC == FD_CLOEXEC)
  }

  @Test(arguments: [(0, "stdin"), (2, "stdout"), (4, "stderr"), (5, "stderr")])
  func theErrorNamesWhatCouldNotBeMade(room: Int, name: String) async {
    await #expect(processExitsWith: .success) { [room, name] in
      let taken = try (0..<room).map { _ in try NamelessFile.open() }
      // The highest descriptor is now the last that may be.
      let next = try NamelessFile.open()
      var limit = rlimit(rlim_cur: rlim_t(next), rlim_max: rlim_t(next))
      guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(3) }
      close(next)
      for descriptor in taken { close(descriptor) }
      do throws(ExecutorError) {
        _ = try WorkerPipes()
        exit(4)
      } catch {
        guard error.code == .noDescriptor, "\(error)".contains(name) else { exit(5) }
      }
    }
  }
}
