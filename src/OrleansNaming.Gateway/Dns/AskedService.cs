using System.Buffers;
using System.Text;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// Which service the labels before the branch mean. <c>orders.eu.shop</c> is the name <c>shop/eu/orders</c>, and, when nothing is bound to
/// that, the instances of <c>shop/eu</c> with the tag <c>orders</c>. <c>_orders._tcp</c> is <c>orders</c> (RFC 2782);
/// <c>_grpc._tcp.orders</c> is the endpoint <c>grpc</c> of <c>orders</c>.
/// </summary>
/// <param name="First">The first label of the name.</param>
/// <param name="Last">Behind the last one.</param>
/// <param name="Skipped">Octets of the first label that are no part of it: its underscore.</param>
/// <param name="Port">The endpoint that is asked for, or null.</param>
/// <param name="IsBetween">Whether it is <c>_tcp.orders</c>, which exists because names below it do.</param>
internal readonly record struct AskedService(int First, int Last, int Skipped, string? Port, bool IsBetween)
{
    /// <summary>
    /// What a segment that DNS sees is made of. Questions have no letter case, so names with others (design rule 18) are not seen here; and a
    /// slash within a label is no border between segments.
    /// </summary>
    private static readonly SearchValues<byte> Visible = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Whether it is the branch itself.</summary>
    public bool IsEmpty => First == Last;

    public static AskedService Of(scoped in DnsName name, int labels) =>
        IsProtocol(name[0]) ? new AskedService(1, labels, 0, null, IsBetween: true)
        : labels < 2 || !IsProtocol(name[1]) || name[0] is not [(byte)'_', _, ..] ? new AskedService(0, labels, 0, null, IsBetween: false)
        : labels == 2 ? new AskedService(0, 1, 1, null, IsBetween: false)
        : new AskedService(2, labels, 0, Encoding.ASCII.GetString(name[0][1..]), IsBetween: false);

    /// <summary>Writes the name as a path: labels go from the leaf to the root, paths from the root to the leaf.</summary>
    /// <returns>Its length; 0 when it is no name here.</returns>
    public int WritePath(scoped in DnsName name, int first, Span<char> path)
    {
        var at = 0;
        for (var i = Last - 1; i >= first; i--)
        {
            var label = name[i][(i == First ? Skipped : 0)..];
            if (label.ContainsAnyExcept(Visible))
            {
                return 0;
            }

            at += Encoding.ASCII.GetChars(label, path[at..]);
            path[at++] = '/';
        }

        return at > 0 && NamePath.Check(path[..(at - 1)]) is null ? at - 1 : 0;
    }

    private static bool IsProtocol(ReadOnlySpan<byte> label) => label.SequenceEqual("_tcp"u8) || label.SequenceEqual("_udp"u8);
}
