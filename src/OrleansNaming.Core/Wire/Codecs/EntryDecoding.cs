namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// What the entries of one decode share, since a snapshot may hold 50,000 of them: texts by the pool; an endpoint or details that are
/// byte for byte those of the entry before are not read again.
/// </summary>
internal ref struct EntryDecoding(int inputBytes)
{
    private ReadOnlySpan<byte> _endpointBytes;
    private ReadOnlySpan<byte> _detailsBytes;
    private Endpoint? _endpoint;
    private InstanceDetails? _details;

    public TextPool Pool { get; } = new(inputBytes);

    public bool TryEndpoint(ReadOnlySpan<byte> bytes, out Endpoint endpoint)
    {
        if (_endpoint is null || !bytes.SequenceEqual(_endpointBytes))
        {
            _endpointBytes = bytes;
            _endpoint = EndpointCodec.TryRead(bytes, Pool, out var read) ? read : null;
        }

        endpoint = _endpoint.GetValueOrDefault();
        return _endpoint is not null;
    }

    public bool TryDetails(ReadOnlySpan<byte> bytes, out InstanceDetails? details)
    {
        if (_details is null || !bytes.SequenceEqual(_detailsBytes))
        {
            _detailsBytes = bytes;
            DetailsCodec.TryRead(bytes, Pool, out _details);
        }

        details = _details;
        return details is not null;
    }
}
