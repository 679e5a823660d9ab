using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>One thing for the loop to do: an input of the node, or a question to it.</summary>
/// <param name="Input">The input, or null.</param>
/// <param name="Rented">A pool's buffer that the input reads, to be returned after the step; null when there is none.</param>
/// <param name="Ask">Runs between two steps; null when it is an input.</param>
internal readonly record struct LoopItem(Input? Input, byte[]? Rented = null, Action? Ask = null);
