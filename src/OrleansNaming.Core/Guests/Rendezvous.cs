using System.Text;

namespace OrleansNaming.Guests;

/// <summary>
/// Highest random weight (Thaler and Ravishankar 1998): every node names the same heir for a guest from the same set of live nodes,
/// and a node that comes or goes moves only its own share.
/// </summary>
internal static class Rendezvous
{
    public static ServerId? Choose(EntryKey guest, IEnumerable<ServerId> live)
    {
        ServerId? best = null;
        ulong bestWeight = 0;
        foreach (var server in live)
        {
            var weight = Weight(guest, server);
            if (best is null || weight > bestWeight || (weight == bestWeight && server.CompareTo(best.Value) < 0))
            {
                (best, bestWeight) = (server, weight);
            }
        }

        return best;
    }

    private static ulong Weight(EntryKey guest, ServerId server)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var b in Encoding.UTF8.GetBytes($"{guest.Name}\n{guest.InstanceId}\n{server}"))
        {
            hash = (hash ^ b) * 1_099_511_628_211;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd; // FNV's high bits mix too little for a comparison of weights.
        return hash ^ (hash >> 33);
    }
}
