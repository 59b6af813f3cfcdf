/// Which sides of a tensor have a matrix of their own, and where those matrices lie.
///
/// A weight `[D, H]` has a left side of width D and a right side of width H, a bias a right side
/// only. Statistics, roots and bases are all laid out like this, one array each.
struct MatrixSides: Sendable {
  let tensor: ParameterLayout.Tensor
  /// Place of the left side's matrix, nil where it has none.
  let left: Int?
  /// Place of the right side's matrix, nil where it has none.
  let right: Int?
  /// Each side's place, width, and whether it is the right one.
  let matrices: [(place: Int, width: Int, isRight: Bool)]

  init(tensor: ParameterLayout.Tensor, left: Int?, right: Int?) {
    self.tensor = tensor
    self.left = left
    self.right = right
    matrices =
      (left.map { [($0, tensor.inputs, false)] } ?? [])
      + (right.map { [($0, tensor.outputs, true)] } ?? [])
  }

  /// D; 1 for a bias.
  var rows: Int { tensor.inputs }
  /// H.
  var columns: Int { tensor.outputs }
  /// k, the number of sides.
  var count: Int { matrices.count }

  /// The sides of every tensor.
  ///
  /// - Parameters:
  ///   - layout: The tensors.
  ///   - limit: The widest side that gets a matrix.
  ///   - vectors: Whether tensors other than weights get a right side.
  /// - Returns: The sides in the layout's order, and how many numbers all matrices take.
  static func plan(
    _ layout: ParameterLayout, limit: Int, vectors: Bool
  ) -> (sides: [MatrixSides], count: Int) {
    var (sides, end): ([MatrixSides], Int) = ([], 0)
    for tensor in layout.tensors {
      let isMatrix = tensor.role == .weight
      var (left, right): (Int?, Int?) = (nil, nil)
      if isMatrix, tensor.inputs <= limit {
        left = end
        end += (tensor.inputs * tensor.inputs + 15) / 16 * 16
      }
      if isMatrix || vectors, tensor.outputs <= limit {
        right = end
        end += (tensor.outputs * tensor.outputs + 15) / 16 * 16
      }
      sides.append(MatrixSides(tensor: tensor, left: left, right: right))
    }
    return (sides, end)
  }

  /// `L ← keep·L + factor·G·Gᵀ` and `R ← keep·R + factor·Gᵀ·G`, upper triangles.
  func accumulate<Scalar: TrainingScalar>(
    _ statistics: UnsafeMutablePointer<Scalar>, _ gradient: UnsafePointer<Scalar>, keep: Double,
    factor: Double
  ) {
    if let left {
      Scalar.addSquare(
        statistics + left, keep: keep, factor: factor, gradient, transposed: false, n: rows,
        k: columns)
    }
    if let right {
      Scalar.addSquare(
        statistics + right, keep: keep, factor: factor, gradient, transposed: true, n: columns,
        k: rows)
    }
  }

  /// `y = B_L·x·B_Rᵀ`, or back again `y = B_Lᵀ·x·B_R`; a side without a matrix counts as I.
  ///
  /// > Shapes: x, y, work `[D, H]`, none of them the same.
  func apply<Scalar: TrainingScalar>(
    _ matrices: UnsafePointer<Scalar>, to x: UnsafePointer<Scalar>,
    into y: UnsafeMutablePointer<Scalar>, back: Bool, work: UnsafeMutablePointer<Scalar>
  ) {
    var source = x
    if let left {
      let target = right == nil ? y : work
      Scalar.matrixProduct(
        target, matrices + left, transposeA: back, x, transposeB: false, m: rows, n: columns,
        k: rows)
      source = UnsafePointer(target)
    }
    if let right {
      Scalar.matrixProduct(
        y, source, transposeA: false, matrices + right, transposeB: !back, m: rows, n: columns,
        k: columns)
    } else if left == nil {
      y.update(from: x, count: tensor.count)
    }
  }
}
