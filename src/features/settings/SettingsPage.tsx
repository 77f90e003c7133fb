/** All settings on one page, in sections. */
import { AboutSection } from './AboutSection';
import { AppearanceSection } from './AppearanceSection';
import { KeyboardSection } from './KeyboardSection';
import { OfflineSection } from './OfflineSection';
import { ProjectSection } from './ProjectSection';
import { ScanSection } from './ScanSection';
import { StorageSection } from './StorageSection';
import { ThreatSection } from './ThreatSection';
import './settings.css';

export default function SettingsPage() {
  return (
    <div class="settings scroll">
      <div class="settings-column">
        <h1>Settings</h1>
        <AppearanceSection />
        <ScanSection />
        <ThreatSection />
        <ProjectSection />
        <StorageSection />
        <OfflineSection />
        <KeyboardSection />
        <AboutSection />
      </div>
    </div>
  );
}
