namespace OrleansNaming;

/// <summary>An endpoint as the user wrote it; a null host is filled in when it is known where the process listens.</summary>
internal sealed record AdvertisedEndpoint(string Name, int Port, string? Host, EndpointScope Scope = EndpointScope.Any);
