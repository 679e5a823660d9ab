using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>Writes an answer as XML or as JSON.</summary>
internal static class EurekaWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly XmlWriterSettings Document = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false };

    /// <param name="output">Where to.</param>
    /// <param name="root">What.</param>
    /// <param name="isInner">Whether only what is in it is written, without its name.</param>
    public static void Json(Stream output, EurekaField.Part root, bool isInner = false)
    {
        using var json = new Utf8JsonWriter(output, Plain);
        if (isInner)
        {
            JsonPart(json, root);
            return;
        }

        json.WriteStartObject();
        Json(json, root);
        json.WriteEndObject();
    }

    public static void Xml(Stream output, EurekaField.Part root)
    {
        using var xml = XmlWriter.Create(output, Document);
        Xml(xml, root);
    }

    private static void Json(Utf8JsonWriter json, EurekaField field)
    {
        switch (field)
        {
            case EurekaField.Text text:
                json.WriteString(text.Name, text.Value);
                break;
            case EurekaField.Number number:
                json.WriteNumber(number.Name, number.Value);
                break;
            case EurekaField.Port port:
                json.WriteStartObject(port.Name);
                json.WriteNumber("$", port.Value);
                json.WriteString("@enabled", Word(port.IsOn));
                json.WriteEndObject();
                break;
            case EurekaField.Part part:
                json.WritePropertyName(part.Name);
                JsonPart(json, part);
                break;
            case EurekaField.Several several:
                json.WriteStartArray(several.Name);
                foreach (var item in several.Items)
                {
                    JsonPart(json, item);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void JsonPart(Utf8JsonWriter json, EurekaField.Part part)
    {
        json.WriteStartObject();
        if (part.Class is not null)
        {
            json.WriteString("@class", part.Class);
        }

        foreach (var inner in part.Parts)
        {
            Json(json, inner);
        }

        json.WriteEndObject();
    }

    private static void Xml(XmlWriter xml, EurekaField field)
    {
        switch (field)
        {
            case EurekaField.Text text:
                xml.WriteElementString(XmlConvert.EncodeLocalName(text.Name), Clean(text.Value));
                break;
            case EurekaField.Number number:
                xml.WriteElementString(number.Name, number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case EurekaField.Port port:
                xml.WriteStartElement(port.Name);
                xml.WriteAttributeString("enabled", Word(port.IsOn));
                xml.WriteString(port.Value.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
                break;
            case EurekaField.Part part:
                xml.WriteStartElement(part.Name);
                if (part.Class is not null)
                {
                    xml.WriteAttributeString("class", Clean(part.Class));
                }

                foreach (var inner in part.Parts)
                {
                    Xml(xml, inner);
                }

                xml.WriteEndElement();
                break;
            case EurekaField.Several several:
                foreach (var item in several.Items)
                {
                    Xml(xml, item);
                }

                break;
        }
    }

    private static string Word(bool isOn) => isOn ? "true" : "false";

    /// <summary>What no XML document can carry in any form (XML 1.0, production 2) becomes a question mark: one text must not take the answer from all readers.</summary>
    private static string Clean(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        ? text
        : string.Concat(text.EnumerateRunes().Select(static rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "?" : rune.ToString()));
}
