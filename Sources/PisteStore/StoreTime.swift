public import Foundation

/// Moments as the store writes them: UTC, ISO 8601, milliseconds, as `2026-01-31T09:05:00.250Z`.
public enum StoreTime {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// The moment as text.
  public static func text(_ date: Date) -> String { style.format(date) }

  /// The moment that a text tells, or nil if it is none.
  public static func date(_ text: String) -> Date? { try? style.parse(text) }
}
