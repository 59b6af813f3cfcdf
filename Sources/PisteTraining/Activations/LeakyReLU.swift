/// A rectifier that lets a little through below 0.
///
///     f(z) = z for z > 0, else a·z,  f′ = 1 for z > 0, else a
///
/// > Source: Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
/// > Models", 2013. The slope at 0 is a, as in PyTorch. The gain is PyTorch's √(2/(1 + a²)).
package struct LeakyReLU: KernelActivation {
  package let negativeSlope: Double
  let kernel = ActivationKernel.leakyReLU

  /// Creates the function.
  ///
  /// - Parameter negativeSlope: a, in 0...1.
  package init(negativeSlope: Double = 0.01) {
    precondition(
      (0...1).contains(negativeSlope), "LeakyReLU: a slope of \(negativeSlope) is outside 0...1")
    self.negativeSlope = negativeSlope
  }

  package var gain: Double { (2 / (1 + negativeSlope * negativeSlope)).squareRoot() }
  var parameter: Double { negativeSlope }
}
