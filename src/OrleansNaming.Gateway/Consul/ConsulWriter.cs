using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansNaming.Gateway.Facades;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Writes nodes, services and checks in Consul's JSON: by hand, since each list has the same things under other names.</summary>
internal static class ConsulWriter
{
    /// <summary>Tags carry back-ticks and brackets (Traefik's rules): nothing is escaped that JSON does not ask for.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Make(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            write(json);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] MakeList<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Make(json =>
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    });

    /// <summary>A line of <c>/v1/health/service</c>.</summary>
    public static void Entry(Utf8JsonWriter json, ShownService service, string datacenter)
    {
        json.WriteStartObject();
        json.WritePropertyName("Node");
        Node(json, new ShownNode(service.Node, service.NodeId, service.NodeAddress, service.Zone), datacenter);
        json.WritePropertyName("Service");
        Service(json, service);
        json.WriteStartArray("Checks");
        foreach (var check in service.Checks)
        {
            Check(json, check, service);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A line of <c>/v1/catalog/service</c>.</summary>
    public static void CatalogEntry(Utf8JsonWriter json, ShownService service, string datacenter)
    {
        json.WriteStartObject();
        NodeFields(json, new ShownNode(service.Node, service.NodeId, service.NodeAddress, service.Zone), datacenter, "NodeMeta");
        json.WriteString("ServiceKind", "");
        json.WriteString("ServiceID", service.Id);
        json.WriteString("ServiceName", service.Name);
        Texts(json, "ServiceTags", service.Tags);
        json.WriteString("ServiceAddress", service.Address);
        Addresses(json, "ServiceTaggedAddresses", service);
        Weights(json, "ServiceWeights", service);
        Pairs(json, "ServiceMeta", service.Meta);
        json.WriteNumber("ServicePort", service.Port);
        json.WriteBoolean("ServiceEnableTagOverride", service.TagOverride);
        Indexes(json, service);
        json.WriteEndObject();
    }

    public static void Node(Utf8JsonWriter json, ShownNode node, string datacenter)
    {
        json.WriteStartObject();
        NodeFields(json, node, datacenter, "Meta");
        json.WriteNumber("CreateIndex", 1);
        json.WriteNumber("ModifyIndex", 1);
        json.WriteEndObject();
    }

    public static void Service(Utf8JsonWriter json, ShownService service)
    {
        json.WriteStartObject();
        json.WriteString("ID", service.Id);
        json.WriteString("Service", service.Name);
        Texts(json, "Tags", service.Tags);
        json.WriteString("Address", service.Address);
        Addresses(json, "TaggedAddresses", service);
        Pairs(json, "Meta", service.Meta);
        json.WriteNumber("Port", service.Port);
        Weights(json, "Weights", service);
        json.WriteBoolean("EnableTagOverride", service.TagOverride);
        Indexes(json, service);
        json.WriteEndObject();
    }

    public static void Check(Utf8JsonWriter json, ShownCheck check, ShownService service)
    {
        json.WriteStartObject();
        json.WriteString("Node", service.Node);
        json.WriteString("CheckID", check.Id);
        json.WriteString("Name", check.Name);
        json.WriteString("Status", check.Status);
        json.WriteString("Notes", check.Notes);
        json.WriteString("Output", check.Output);
        json.WriteString("ServiceID", check.IsOfNode ? "" : service.Id);
        json.WriteString("ServiceName", check.IsOfNode ? "" : service.Name);
        Texts(json, "ServiceTags", check.IsOfNode ? [] : service.Tags);
        json.WriteString("Type", check.Type);
        json.WriteStartObject("Definition");
        json.WriteEndObject();
        json.WriteNumber("CreateIndex", 1);
        json.WriteNumber("ModifyIndex", 1);
        json.WriteEndObject();
    }

    private static void NodeFields(Utf8JsonWriter json, ShownNode node, string datacenter, string meta)
    {
        json.WriteString("ID", node.Id);
        json.WriteString("Node", node.Name);
        json.WriteString("Address", node.Address);
        json.WriteString("Datacenter", datacenter);
        json.WriteStartObject("TaggedAddresses");
        json.WriteString("lan", node.Address);
        json.WriteString("wan", node.Address);
        json.WriteEndObject();
        Pairs(json, meta, node.Meta);
    }

    /// <summary>The first port stands in the service itself; all others by their names.</summary>
    private static void Addresses(Utf8JsonWriter json, string name, ShownService service)
    {
        json.WriteStartObject(name);
        foreach (var endpoint in service.Others.DistinctBy(endpoint => endpoint.Name))
        {
            json.WriteStartObject(endpoint.Name);
            json.WriteString("Address", endpoint.Host);
            json.WriteNumber("Port", endpoint.Port);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Weights(Utf8JsonWriter json, string name, ShownService service)
    {
        json.WriteStartObject(name);
        json.WriteNumber("Passing", service.Weight);
        json.WriteNumber("Warning", service.WarningWeight);
        json.WriteEndObject();
    }

    /// <summary>Some clients tell by it whether a line changed: made from what it says, it is the same at all nodes.</summary>
    private static void Indexes(Utf8JsonWriter json, ShownService service)
    {
        json.WriteNumber("CreateIndex", 1);
        json.WriteNumber("ModifyIndex", StableId.Number(Make(inner =>
        {
            inner.WriteStartArray();
            inner.WriteStringValue($"{service.Node}\n{service.Id}\n{service.Name}\n{service.Address}\n{service.Port}\n{service.Weight}\n{service.Status}");
            foreach (var tag in service.Tags)
            {
                inner.WriteStringValue(tag);
            }

            foreach (var (key, value) in service.Meta)
            {
                inner.WriteStringValue($"{key}\n{value}");
            }

            inner.WriteEndArray();
        })));
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Pairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
