private import Glibc
package import SystemPackage

/// The descriptors between a scheduler and one worker.
///
/// All are closed on exec from the moment they exist: a descriptor that leaked into another
/// worker would keep this one's stdin open after the scheduler's death, and it would never go.
package struct WorkerPipes: Sendable {
  /// The worker's stdin.
  package let childInput: FileDescriptor
  /// The worker's stdout.
  package let childOutput: FileDescriptor
  /// The worker's stderr until its first assignment: a file in memory, see ``NamelessFile``.
  package let childErrors: FileDescriptor
  /// Where assignments are written; does not block.
  package let input: FileDescriptor
  /// Where messages are read; blocks.
  package let output: FileDescriptor
  /// Another descriptor of the file that the worker's stderr goes to.
  package let errors: FileDescriptor

  /// The numbers of the worker's stdin, stdout and stderr on this side.
  package var childDescriptors: (input: Int32, output: Int32, errors: Int32) {
    (childInput.rawValue, childOutput.rawValue, childErrors.rawValue)
  }

  /// Makes two pipes and a file.
  ///
  /// - Throws: ``ExecutorError`` with code `.noDescriptor`; nothing is then left open.
  package init() throws(ExecutorError) {
    var opened: [FileDescriptor] = []
    var deed = ""
    do {
      deed = "make the pipe to a worker's stdin"
      let stdin = try FileDescriptor.pipe(options: .closeOnExec)
      opened += [stdin.readEnd, stdin.writeEnd]
      guard fcntl(stdin.writeEnd.rawValue, F_SETFL, O_NONBLOCK) == 0 else {
        throw Errno(rawValue: errno)
      }
      deed = "make the pipe from a worker's stdout"
      let stdout = try FileDescriptor.pipe(options: .closeOnExec)
      opened += [stdout.readEnd, stdout.writeEnd]
      deed = "open a file for a worker's stderr"
      childErrors = FileDescriptor(rawValue: try NamelessFile.open())
      opened.append(childErrors)
      let copy = fcntl(childErrors.rawValue, F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw Errno(rawValue: errno) }
      errors = FileDescriptor(rawValue: copy)
      (childInput, childOutput) = (stdin.readEnd, stdout.writeEnd)
      (input, output) = (stdin.writeEnd, stdout.readEnd)
    } catch {
      for descriptor in opened { close(descriptor.rawValue) }
      throw ExecutorError(.noDescriptor, "cannot \(deed)", underlying: "\(error)")
    }
  }
}
