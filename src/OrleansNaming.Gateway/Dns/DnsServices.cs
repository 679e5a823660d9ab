using System.Text;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Dns;

/// <summary>What services say, resolved as every face resolves, for an outsider.</summary>
internal static class DnsServices
{
    /// <summary>Octets of one text in a TXT record (RFC 1035 3.3).</summary>
    private const int TextBytes = 255;

    /// <summary>Answers a question for a service.</summary>
    /// <param name="query">The question.</param>
    /// <param name="view">What is known.</param>
    /// <param name="labels">How many labels stand before the branch.</param>
    /// <param name="turn">Where addresses begin.</param>
    /// <param name="reply">Where records go.</param>
    public static DnsCode Write(scoped in DnsQuery query, DnsView view, int labels, uint turn, scoped ref DnsReply reply)
    {
        var asked = AskedService.Of(query.Name, labels);
        if (asked.IsEmpty)
        {
            return DnsCode.NoError;
        }

        if (!view.Replica.IsComplete)
        {
            return DnsCode.ServerFailure;
        }

        Span<char> path = stackalloc char[DnsName.BytesMax];
        var live = Find(query.Name, asked, view, path);
        if (live.Count == 0)
        {
            return IsContext(query.Name, asked, view, path) ? DnsCode.NoError : DnsCode.NameError;
        }

        return asked.IsBetween ? DnsCode.NoError : Write(query, view, ResolutionPipeline.Narrow(live, null, asker: Asker.Outsider), asked.Port, turn, ref reply);
    }

    private static InstanceSet Find(scoped in DnsName name, AskedService asked, DnsView view, Span<char> path)
    {
        var length = asked.WritePath(name, asked.First, path);
        var live = length > 0 ? view.Replica.Resolve(path[..length]) : default;
        if (live.Count > 0 || asked.Last - asked.First < 2)
        {
            return live;
        }

        length = asked.WritePath(name, asked.First + 1, path);
        return length > 0 ? Tagged(view.Replica.Resolve(path[..length]), Encoding.ASCII.GetString(name[asked.First])) : default;
    }

    /// <summary>
    /// The stage of the pipeline compares tags exactly, and a question has no letter case: so this is asked here, in the stage's place before
    /// the drain.
    /// </summary>
    private static InstanceSet Tagged(InstanceSet live, string tag)
    {
        var kept = new List<Binding>();
        foreach (var binding in live.Bindings)
        {
            if (binding.Instance.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
            {
                kept.Add(binding);
            }
        }

        return new InstanceSet([.. kept]);
    }

    /// <summary>Whether names are bound below: then there is such a name, without data.</summary>
    private static bool IsContext(scoped in DnsName name, AskedService asked, DnsView view, Span<char> path)
    {
        var length = asked.WritePath(name, asked.First, path);
        return length > 0 && asked.Port is null && view.Replica.List(path[..length].ToString(), null, 1).Names.Count > 0;
    }

    private static DnsCode Write(scoped in DnsQuery query, DnsView view, InstanceSet instances, string? port, uint turn, scoped ref DnsReply reply)
    {
        var targets = view.TargetsOf(instances, port);
        switch (query.Type)
        {
            case var _ when port is not null && targets.Services.Length == 0:
                return DnsCode.NameError;
            case DnsType.Srv:
                Services(targets.Services, view.Zone.Ttl, ref reply);
                break;
            case DnsType.A:
                Addresses(targets.Ip4, view.Zone.Ttl, turn, ref reply);
                break;
            case DnsType.Aaaa:
                Addresses(targets.Ip6, view.Zone.Ttl, turn, ref reply);
                break;
            case DnsType.Txt when view.Zone.HasTexts:
                Texts(instances, view.Zone.Ttl, ref reply);
                break;
            case DnsType.Any:
                return DnsRecords.Any(ref reply, view.Zone);
        }

        return DnsCode.NoError;
    }

    /// <summary>All services in their order; then their addresses as far as there is room, since whoever misses one can ask for it (RFC 2181 9).</summary>
    private static void Services(DnsTarget[] targets, uint ttl, scoped ref DnsReply reply)
    {
        var first = reply.At;
        foreach (var target in targets)
        {
            if (!reply.TryService(DnsReader.HeaderBytes, target, ttl))
            {
                reply.IsTruncated = true;
                return;
            }
        }

        var at = first;
        foreach (var target in targets)
        {
            var targetAt = at + DnsReply.BeforeTarget;
            at = targetAt + target.Name.Length;
            if (!target.Address.IsNone && (targetAt > DnsReply.PointerMax || !reply.TryAddress(DnsSection.Additional, targetAt, target.Address, ttl)))
            {
                return;
            }
        }
    }

    private static void Addresses(HostAddress[] addresses, uint ttl, uint turn, scoped ref DnsReply reply)
    {
        for (var i = 0; i < addresses.Length; i++)
        {
            if (!reply.TryAddress(DnsSection.Answer, DnsReader.HeaderBytes, addresses[(int)((turn + (uint)i) % (uint)addresses.Length)], ttl))
            {
                reply.IsTruncated = true;
                return;
            }
        }
    }

    /// <summary>A record for each instance: its id, its zone, its tags and its metadata as <c>key=value</c> (RFC 6763 6.3). What is too long for a text is left out.</summary>
    private static void Texts(InstanceSet instances, uint ttl, scoped ref DnsReply reply)
    {
        foreach (var instance in instances)
        {
            var data = new List<byte>();
            IEnumerable<string> texts = [$"id={instance.InstanceId}", .. instance.Zone is { } zone ? [$"zone={zone}"] : Array.Empty<string>(), .. instance.Tags.Select(tag => $"tag={tag}"), .. instance.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")];
            foreach (var octets in texts.Select(Encoding.UTF8.GetBytes).Where(octets => octets.Length <= TextBytes))
            {
                data.Add((byte)octets.Length);
                data.AddRange(octets);
            }

            reply.IsTruncated |= !reply.TryData(DnsSection.Answer, DnsReader.HeaderBytes, DnsType.Txt, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(data), ttl);
        }
    }
}
