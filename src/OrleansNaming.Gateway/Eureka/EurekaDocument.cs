using System.Globalization;
using static OrleansNaming.Gateway.Eureka.EurekaField;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>Says what stands in an answer. Two of the names have two underscores: XStream doubles them.</summary>
internal static class EurekaDocument
{
    public static Part Applications(EurekaSnapshot snapshot, IEnumerable<EurekaInstance> instances) => new("applications",
    [
        new Text("versions__delta", snapshot.Version.ToString(CultureInfo.InvariantCulture)),
        new Text("apps__hashcode", snapshot.Hash),
        new Several("application", [.. instances.GroupBy(instance => instance.App, StringComparer.Ordinal).Select(app => Application(app.Key, app))]),
    ]);

    public static Part Application(string name, IEnumerable<EurekaInstance> instances) =>
        new("application", [new Text("name", name), new Several("instance", [.. instances.Select(Instance)])]);

    public static Part Instance(EurekaInstance instance)
    {
        var known = instance.Registration;
        List<EurekaField> parts =
        [
            new Text("instanceId", known.Id),
            new Text("hostName", known.HostName),
            new Text("app", instance.App),
            new Text("ipAddr", known.Address),
            new Text("status", instance.Status),
            new Text("overriddenStatus", known.Override ?? EurekaStatus.Unknown),
            new Text("overriddenstatus", known.Override ?? EurekaStatus.Unknown),
            new Port("port", known.Port, known.IsPortOn),
            new Port("securePort", known.SecurePort, known.IsSecurePortOn),
            new Number("countryId", known.Country),
            new Part("dataCenterInfo", [new Text("name", known.DataCenter)], known.DataCenterClass),
            Lease(instance),
            new Part("metadata", [.. instance.Metadata.Select(pair => new Text(pair.Key, pair.Value))], instance.Metadata.Count == 0 ? "java.util.Collections$EmptyMap" : null),
        ];
        parts.AddRange(Optional(("homePageUrl", known.HomePage), ("statusPageUrl", known.StatusPage), ("healthCheckUrl", known.HealthCheck), ("vipAddress", known.Vip), ("secureVipAddress", known.SecureVip)));
        parts.Add(new Text("isCoordinatingDiscoveryServer", "false"));
        parts.Add(new Text("lastUpdatedTimestamp", Milliseconds(instance.At)));
        parts.Add(new Text("lastDirtyTimestamp", Milliseconds(known.Dirty)));
        parts.Add(new Text("actionType", instance.Action));
        return new Part("instance", parts);
    }

    private static Part Lease(EurekaInstance instance) => new("leaseInfo",
    [
        new Number("renewalIntervalInSecs", instance.Registration.RenewalSeconds),
        new Number("durationInSecs", instance.Registration.DurationSeconds),
        new Number("registrationTimestamp", instance.At),
        new Number("lastRenewalTimestamp", instance.At),
        new Number("evictionTimestamp", 0),
        new Number("serviceUpTimestamp", instance.At),
    ]);

    private static IEnumerable<Text> Optional(params (string Name, string Value)[] texts) =>
        texts.Where(text => text.Value.Length > 0).Select(text => new Text(text.Name, text.Value));

    private static string Milliseconds(long number) => number.ToString(CultureInfo.InvariantCulture);
}
