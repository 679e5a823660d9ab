namespace OrleansNaming.Gateway.Dns;

/// <summary>Where in a reply a record stands. They are written in this order.</summary>
internal enum DnsSection
{
    Answer = 0,
    Authority,
    Additional,
}
