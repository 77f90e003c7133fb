/** A number within bounds. What is typed counts when the field is left or Enter is pressed. */
interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  unit: string;
  onChange: (value: number) => void;
}

export function NumberField(props: NumberFieldProps) {
  const commit = (field: HTMLInputElement) => {
    const typed = field.valueAsNumber;
    const value = Number.isNaN(typed)
      ? props.value
      : Math.min(props.max, Math.max(props.min, Math.round(typed)));
    field.value = String(value);
    if (value !== props.value) props.onChange(value);
  };
  return (
    <label class="number-field">
      <span class="unseen">{props.label}</span>
      <input
        type="number"
        class="number"
        min={props.min}
        max={props.max}
        value={props.value}
        onChange={(event) => commit(event.currentTarget)}
      />
      <span class="dim">{props.unit}</span>
    </label>
  );
}
