private import Foundation
internal import GRDB

extension StoreError {
  /// What SQLite reported, in the store's own words.
  init(_ error: DatabaseError, path: String) {
    // A full disk has no room for the shared memory either, which is told as a failure of its own.
    let result =
      error.extendedResultCode == .SQLITE_IOERR_SHMSIZE ? ResultCode.SQLITE_FULL : error.resultCode
    let (code, message, hint) = Self.meaning(of: result, path: path)
    self.init(
      code, message, hint: hint, path: path,
      underlying: "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
  }

  private static func meaning(of result: ResultCode, path: String) -> (Code, String, String?) {
    switch result {
    case .SQLITE_FULL:
      (.full, "the disk is full: \(path) could not grow", "free some space, then sweep again")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      (
        .corrupt, "\(path) is damaged or is no database",
        "move the file away and sweep again, or restore it from a copy"
      )
    case .SQLITE_READONLY, .SQLITE_PERM:
      (.readOnly, "\(path) cannot be written", "check the permissions of the file and its folder")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      (.inUse, "another program keeps \(path) locked", "close it, then try again")
    case .SQLITE_CANTOPEN:
      (.cannotOpen, "\(path) cannot be opened", "check the permissions of the file and its folder")
    case .SQLITE_CONSTRAINT:
      (.inconsistent, "a record contradicts what \(path) holds", nil)
    default:
      (.io, "\(path) could not be read or written", nil)
    }
  }

  /// An error of the operating system, as `errno` tells it.
  init(errno number: Int32, _ action: String, path: String) {
    let code: Code =
      switch number {
      case ENOSPC, EDQUOT: .full
      case EROFS: .readOnly
      case EACCES, EPERM, ENOENT, ENOTDIR, EISDIR, ELOOP, EEXIST: .cannotOpen
      default: .io
      }
    let hint: String? =
      switch number {
      case ENOSPC, EDQUOT: "free some space, then try again"
      case EROFS, EACCES, EPERM: "choose another folder with --store, or mend its permissions"
      case ENOTDIR, EEXIST: "a file stands where the store needs a folder"
      default: nil
      }
    self.init(
      code, "cannot \(action) \(path)", hint: hint, path: path,
      underlying: String(cString: strerror(number)))
  }

  /// Runs `body`, giving what SQLite throws the form of a ``StoreError``.
  ///
  /// What is thrown by a caller's own closure passes unchanged.
  static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    } catch let error as DecodingError {
      throw StoreError(
        .corrupt, "\(path) holds a record that cannot be understood", path: path,
        underlying: String(describing: error))
    } catch let error as EncodingError {
      throw StoreError(
        .inconsistent, "a record for \(path) cannot be written as JSON", path: path,
        underlying: String(describing: error))
    }
  }
}
