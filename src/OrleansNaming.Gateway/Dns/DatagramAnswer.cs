namespace OrleansNaming.Gateway.Dns;

/// <summary>Answers a datagram.</summary>
/// <param name="question">What came.</param>
/// <param name="source">From whom, as <c>sockaddr</c>.</param>
/// <param name="reply">Where the answer goes.</param>
/// <returns>Its length; 0 for none.</returns>
internal delegate int DatagramAnswer(ReadOnlySpan<byte> question, ReadOnlySpan<byte> source, Span<byte> reply);
