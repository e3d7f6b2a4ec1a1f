import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/** Runs epubcheck over many files in one Java machine: a line "file, rule, message" a finding. */
class EpubCheckAll extends MasterReport {
    private final String file;

    EpubCheckAll(String file) {
        this.file = file;
        setEpubFileName(file);
    }

    public static void main(String[] files) {
        Locale.setDefault(Locale.ENGLISH);
        for (String file : files) {
            new EpubCheck(new File(file), new EpubCheckAll(file)).check();
        }
    }

    @Override
    public void message(Message message, EPUBLocation where, Object... values) {
        if (message.getSeverity().compareTo(Severity.WARNING) < 0) {
            return;
        }
        String text = (message.getMessage(values) + " @ " + where).replaceAll("\\s+", " ");
        System.out.println(file + "\t" + message.getSeverity() + " " + message.getID() + "\t" + text);
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
        return 0;
    }

    @Override
    public void initialize() {}
}
