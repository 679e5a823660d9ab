using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>
/// What a message says, as text: every stored property of every type in it, by reflection, so that a field that somebody adds is in it
/// without being remembered here. Two messages with one text are equal.
/// </summary>
internal static class MessageText
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static string Of(object value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString(1, text.Length - 1);
    }

    private static void Write(StringBuilder text, object? value, string indent)
    {
        switch (value)
        {
            case null: Line(text, "none"); break;
            case string line: Line(text, $"'{line}'"); break;
            case Stamp stamp: Line(text, $"{stamp.Incarnation}/{stamp.Epoch.Boot}:{stamp.Version}"); break;
            case ReadOnlyMemory<byte> bytes: Line(text, Convert.ToHexStringLower(bytes.Span)); break;
            case IReadOnlyList<ulong> numbers: Line(text, string.Join(' ', numbers.Select(number => number.ToString("x")))); break;
            case IEnumerable<KeyValuePair<string, string>> pairs: WriteAll(text, pairs.Select(pair => $"{pair.Key} = {pair.Value}").Order(StringComparer.Ordinal), indent); break;
            case IReadOnlyList<string> tags: WriteAll(text, tags.Order(StringComparer.Ordinal), indent); break;
            case IEnumerable list: WriteAll(text, list, indent); break;
            case EntryKey or Message or Entry or Delta or Endpoint or InstanceDetails or GuestRecord or BindingTerms or Reference or Holding or DumpedOwner or Envelope:
                WriteProperties(text, value, indent);
                break;
            default: Line(text, Convert.ToString(value, CultureInfo.InvariantCulture)!); break;
        }
    }

    private static void Line(StringBuilder text, string value) => text.Append(' ').Append(value).Append('\n');

    private static void WriteAll(StringBuilder text, IEnumerable list, string indent)
    {
        text.Append('\n');
        foreach (var item in list)
        {
            text.Append(indent).Append("  -");
            Write(text, item, indent + "    ");
        }
    }

    private static void WriteProperties(StringBuilder text, object value, string indent)
    {
        Line(text, value.GetType().Name);
        // What later releases added is left out of the bytes while it is the default, and so it is here.
        foreach (var property in Stored(value.GetType()).Where(property => !IsLaterAndLeftOut(property, property.GetValue(value))).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(indent).Append("  ").Append(property.Name).Append(':');
            Write(text, property.GetValue(value), indent + "  ");
        }
    }

    private static bool IsLaterAndLeftOut(PropertyInfo property, object? value) => (property.Name, value) is
        (_, EndpointScope.Any or InstanceHealth.Healthy)
        or (nameof(Instance.Terms), null)
        or (nameof(InstanceDetails.Checks), IReadOnlyList<HealthCheck> { Count: 0 })
        or (nameof(GuestRequest.Check) or nameof(GuestRequest.Output), "")
        or (nameof(Acknowledgement.Followers) or nameof(Acknowledgement.TtlMilliseconds), 0);

    // What is computed from another property says nothing new; an entry's parts are stored one level down.
    private static IEnumerable<PropertyInfo> Stored(Type type) => type.GetProperties(All).Where(property =>
        property.Name is nameof(Entry.InstanceId) or nameof(Instance.Endpoints) or nameof(Instance.Details) or nameof(Instance.Guest) or nameof(Instance.Terms)
        || property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", All) is not null);
}
